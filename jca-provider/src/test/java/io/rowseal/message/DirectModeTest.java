package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Keys in direct mode: which of them opens what, and what a store can do wrong. */
class DirectModeTest {

    private static final Context CONTEXT = Context.of("table", "notes");
    private static final byte[] PLAIN = "salaries".getBytes(StandardCharsets.UTF_8);

    private final InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
    private final Key aes = new SecretKeySpec(MessageSamples.bytes(32, 5), "AES");

    @Test
    void theHandleOfOneKeyOpensNothingOfAnotherKeyOfItsStore() {
        Key tenantA = MasterKeyHandle.of(store, "master-1");
        Key tenantB = MasterKeyHandle.of(store, store.rotate());
        byte[] ofTenantB = Envelope.of(tenantB).seal(PLAIN, CONTEXT);
        assertThatThrownBy(() -> Envelope.of(tenantA).open(ofTenantB, CONTEXT)).isInstanceOf(UnknownKeyException.class);
        assertThat(Envelope.of(tenantB).open(ofTenantB, CONTEXT)).isEqualTo(PLAIN);
    }

    @Test
    void theHandleOfAStoreOpensWhatItsOlderKeysSealed() {
        byte[] older = Envelope.of(MasterKeyHandle.of(store)).seal(PLAIN, CONTEXT);
        store.rotate();
        assertThat(Envelope.of(MasterKeyHandle.of(store)).open(older, CONTEXT)).isEqualTo(PLAIN);
    }

    @Test
    void aRecipientPutInFrontDoesNotMakeAnOlderMessageUnreadable() {
        byte[] older = Envelope.of(MasterKeyHandle.of(store)).seal(PLAIN, CONTEXT);
        store.rotate();
        byte[] attacked = MessageAttacksTest.withRecipients(older, false, list -> {
            list.add(0, new Recipient("memory", "z", new byte[1]));
            return list;
        });
        assertThat(Envelope.of(MasterKeyHandle.of(store)).open(attacked, CONTEXT))
                .isEqualTo(PLAIN);
    }

    @Test
    void handlesOfTwoStoresWithTheSameNamesAreDifferentKeys() {
        MasterKeyStore other = new InMemoryMasterKeyStore();
        assertThat(MasterKeyHandle.of(store)).isEqualTo(MasterKeyHandle.of(store));
        assertThat(MasterKeyHandle.of(store)).isNotEqualTo(MasterKeyHandle.of(other));
        assertThat(MasterKeyHandle.of(store)).isNotEqualTo(MasterKeyHandle.of(store, "master-1"));
    }

    @Test
    void aStoreThatFailsInItsOwnWayCountsAsUnreachable() {
        MasterKeyStore failing = new Faulty(() -> {
            throw new IllegalStateException("pool shut down");
        });
        byte[] sealed = sealedFor("memory", aes);
        assertThatThrownBy(() -> Envelope.of(MasterKeyHandle.of(failing)).open(sealed, CONTEXT))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("'memory'")
                .hasMessageNotContaining("pool");
        assertThat(Envelope.of(RecipientKeys.of(MasterKeyHandle.of(failing), aes))
                        .open(sealed, CONTEXT))
                .isEqualTo(PLAIN);
        assertThatThrownBy(() -> Envelope.of(MasterKeyHandle.of(failing)).seal(PLAIN, CONTEXT))
                .isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void howeverAStoreRefusesBytesTheMessageIsOfAnotherContext() {
        RowsealException refusal = new MalformedCiphertextException("the store's own words");
        MasterKeyStore refusing = new Faulty(() -> {
            throw refusal;
        });
        assertThatThrownBy(() -> Envelope.of(MasterKeyHandle.of(refusing)).open(sealedFor("memory", aes), CONTEXT))
                .isInstanceOf(WrongContextException.class);
    }

    @Test
    void aStoreThatWrapsWithAnotherKeyThanItWasAskedForIsRefused() {
        for (WrappedKey answer : List.of(
                new WrappedKey("key:aes-256-kwp", "master-1", new byte[40]),
                new WrappedKey("memory", "master-2", new byte[40]))) {
            MasterKeyStore lying = new Faulty(() -> answer);
            assertThatThrownBy(() -> Envelope.of(MasterKeyHandle.of(lying)).seal(PLAIN, CONTEXT))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'memory'");
        }
    }

    @Test
    void oneDestroyedKeyDoesNotKeepTheOthersFromOpening() {
        MasterKeyHandle destroyed = MasterKeyHandle.of(store);
        RecipientKeys both = RecipientKeys.of(destroyed, aes);
        byte[] sealed = Envelope.of(both).seal(PLAIN, CONTEXT);
        destroyed.destroy();
        assertThat(Envelope.of(both).open(sealed, CONTEXT)).isEqualTo(PLAIN);
        assertThatThrownBy(() -> Envelope.of(both).seal(PLAIN, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("destroyed");
    }

    @Test
    void aClosedClientKeyIsRefusedWithASentence() {
        ClientKey key = ClientKey.of(MessageSamples.bytes(32, 6));
        byte[] sealed = Envelope.of(key).seal(PLAIN, CONTEXT);
        Envelope envelope = Envelope.of(key);
        key.close();
        for (Runnable use : List.<Runnable>of(
                () -> envelope.seal(PLAIN, CONTEXT),
                () -> envelope.open(sealed, CONTEXT),
                () -> envelope.streams(CONTEXT).sealTo(new ByteArrayOutputStream()))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("give it again");
        }
    }

    @Test
    void indexPrefixesStandOnlyBeforeSealedValuesAndOnlyWhole() {
        assertThatThrownBy(() -> Envelope.of(aes).sealIndexed(PLAIN, CONTEXT, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key ring");
        try (MessageSamples samples = new MessageSamples()) {
            assertThatThrownBy(() -> Envelope.of(samples.test.ring).sealIndexed(PLAIN, CONTEXT, new byte[5]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("18 bytes");
        }
    }

    @Test
    void noKeyComesOutOfASerializedForm() throws IOException {
        for (Class<? extends Key> type : List.of(
                ClientKey.class, RecipientKeys.class, MasterKeyHandle.class, io.rowseal.keys.KeyRingKey.class)) {
            byte[] forged = forged(type);
            assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(forged)).readObject())
                    .as(type.getName())
                    .isInstanceOf(InvalidObjectException.class);
        }
    }

    /** The serialized form of an object of another class with the same number of bytes in its name, renamed. */
    private static byte[] forged(Class<?> type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
            objects.writeObject(new Stand());
        }
        String bytes = new String(out.toByteArray(), StandardCharsets.ISO_8859_1);
        String old = Stand.class.getName();
        String renamed = bytes.replace(
                (char) (old.length() >> 8) + "" + (char) old.length() + old,
                (char) (type.getName().length() >> 8) + ""
                        + (char) type.getName().length() + type.getName());
        assertThat(renamed).isNotEqualTo(bytes);
        return renamed.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Stand implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Sealed for an AES key, and with a recipient of a store that it was not wrapped by. */
    private static byte[] sealedFor(String storeId, Key key) {
        return MessageAttacksTest.withRecipients(Envelope.of(key).seal(PLAIN, CONTEXT), false, list -> {
            list.add(0, new Recipient(storeId, "master-1", new byte[40]));
            return list;
        });
    }

    /** Answers every call in one way. */
    private record Faulty(Supplier<WrappedKey> answer) implements MasterKeyStore {

        @Override
        public String storeId() {
            return "memory";
        }

        @Override
        public String activeKeyRef() {
            return "master-1";
        }

        @Override
        public List<String> keyRefs() {
            return List.of("master-1");
        }

        @Override
        public WrappedKey wrap(String keyRef, byte[] key, Context context) {
            return answer.get();
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            return answer.get().bytes();
        }

        @Override
        public String describe() {
            return "faulty";
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
