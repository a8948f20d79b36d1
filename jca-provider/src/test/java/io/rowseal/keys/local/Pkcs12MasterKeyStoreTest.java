package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12MasterKeyStoreTest {

    private static final Context CONTEXT =
            Context.of("purpose", "kek", "kekId", "0123456789abcdef").inScope("default");
    private static final Context OTHER_CONTEXT =
            Context.of("purpose", "kek", "kekId", "0123456789abcdef").inScope("other");

    @TempDir
    Path directory;

    private Pkcs12MasterKeyStore.Builder builder() {
        return Pkcs12MasterKeyStore.builder().file(file()).password("secret of a test"::toCharArray);
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private Pkcs12MasterKeyStore created() {
        Pkcs12MasterKeyStore store = builder().createIfMissing(true).build();
        store.start(StoreStart.mayCreateKeys());
        return store;
    }

    private Pkcs12MasterKeyStore started() {
        Pkcs12MasterKeyStore store = builder().build();
        store.start(StoreStart.keysMustExist());
        return store;
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    @Test
    void whatIsWrappedIsUnwrappedAfterARestart() {
        byte[] key = key();
        byte[] given = key.clone();
        WrappedKey wrapped;
        try (Pkcs12MasterKeyStore store = created()) {
            assertThat(store.activeKeyRef()).isEqualTo("master-1");
            wrapped = store.wrap("master-1", given, CONTEXT);
            assertThat(given).as("the caller's array").isEqualTo(key);
            assertThat(wrapped.storeId()).isEqualTo("pkcs12");
            assertThat(wrapped.keyRef()).isEqualTo("master-1");
            assertThat(wrapped.bytes()).hasSize(1 + 12 + 32 + 16).startsWith(1);
        }
        try (Pkcs12MasterKeyStore store = started()) {
            assertThat(store.unwrap(wrapped, CONTEXT)).isEqualTo(key);
        }
    }

    @Test
    void keyReferencesAreListedTheActiveOneFirst() {
        try (Pkcs12MasterKeyStore store = created()) {
            store.rotate();
            assertThat(store.rotate()).isEqualTo("master-3");
            assertThat(store.keyRefs()).containsExactly("master-3", "master-1", "master-2");
        }
        try (Pkcs12MasterKeyStore store = builder().activeKeyRef("Master-2").build()) {
            assertThatThrownBy(store::keyRefs)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not started");
            store.start(StoreStart.keysMustExist());
            assertThat(store.keyRefs()).containsExactly("master-2", "master-1", "master-3");
        }
    }

    @Test
    void oneKeyIsNeverWrappedToTheSameBytesTwice() {
        Pkcs12MasterKeyStore store = created();
        byte[] key = key();
        assertThat(store.wrap("master-1", key, CONTEXT)).isNotEqualTo(store.wrap("master-1", key, CONTEXT));
    }

    @Test
    void attack01_anotherContextIsRefused() {
        Pkcs12MasterKeyStore store = created();
        WrappedKey wrapped = store.wrap("master-1", key(), CONTEXT);
        for (Context other : List.of(
                OTHER_CONTEXT,
                Context.of("purpose", "index-root", "kekId", "0123456789abcdef").inScope("default"),
                Context.of("purpose", "data-key", "kekId", "0123456789abcdef").inScope("default"),
                Context.of("purpose", "kek", "kekId", "0123456789abcdee").inScope("default"),
                Context.empty())) {
            assertThatThrownBy(() -> store.unwrap(wrapped, other)).isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack01_alteredBytesAreRefused() {
        Pkcs12MasterKeyStore store = created();
        byte[] bytes = store.wrap("master-1", key(), CONTEXT).bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= 1;
            assertRefused(store, altered);
        }
        for (int length = 1; length < bytes.length; length++) {
            assertRefused(store, Arrays.copyOf(bytes, length));
        }
        assertRefused(store, Arrays.copyOf(bytes, bytes.length + 1));
    }

    private static void assertRefused(Pkcs12MasterKeyStore store, byte[] bytes) {
        assertThatThrownBy(() -> store.unwrap(new WrappedKey("pkcs12", "master-1", bytes), CONTEXT))
                .isInstanceOf(WrongContextException.class)
                .hasMessageContaining("master-1");
    }

    @Test
    void attack01_referencesThatAreNotInTheFileAreUnknown() {
        Pkcs12MasterKeyStore store = created();
        byte[] bytes = store.wrap("master-1", key(), CONTEXT).bytes();
        for (String keyRef : List.of("master-2", "MASTER-1", "master-1 ", "../keys.p12", "arn:aws:kms:attacker")) {
            assertThatThrownBy(() -> store.unwrap(new WrappedKey("pkcs12", keyRef, bytes), CONTEXT))
                    .isInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining("'" + keyRef + "'")
                    .hasMessageNotContaining("[master-1]")
                    .hasMessageContaining("restore");
            assertThatThrownBy(() -> store.wrap(keyRef, key(), CONTEXT)).isInstanceOf(UnknownKeyException.class);
        }
        assertThatThrownBy(() -> store.unwrap(new WrappedKey("kms", "master-1", bytes), CONTEXT))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("'kms'");
    }

    @Test
    void anotherFileWithAKeyOfTheSameNameIsRefused() throws Exception {
        WrappedKey wrapped = created().wrap("master-1", key(), CONTEXT);
        Files.delete(file());
        Pkcs12MasterKeyStore other = created();
        assertThatThrownBy(() -> other.unwrap(wrapped, CONTEXT))
                .isInstanceOf(WrongContextException.class)
                .hasMessageContaining("another one of the same name");
    }

    @Test
    void rotationAddsAKeyAndKeepsTheOlderOnes() {
        Pkcs12MasterKeyStore store = created();
        byte[] first = key();
        byte[] second = key();
        WrappedKey byFirst = store.wrap("master-1", first, CONTEXT);
        assertThat(store.rotate()).isEqualTo("master-2");
        assertThat(store.activeKeyRef()).isEqualTo("master-2");
        WrappedKey bySecond = store.wrap("master-2", second, CONTEXT);
        assertThat(store.unwrap(byFirst, CONTEXT)).isEqualTo(first);

        Pkcs12MasterKeyStore restarted = started();
        assertThat(restarted.activeKeyRef()).isEqualTo("master-2");
        assertThat(restarted.unwrap(byFirst, CONTEXT)).isEqualTo(first);
        assertThat(restarted.unwrap(bySecond, CONTEXT)).isEqualTo(second);
        assertThatThrownBy(() -> restarted.unwrap(new WrappedKey("pkcs12", "master-1", bySecond.bytes()), CONTEXT))
                .isInstanceOf(WrongContextException.class);
    }

    @Test
    void tenRotationsAreCountedByNumberNotByText() {
        Pkcs12MasterKeyStore store = created();
        for (int i = 2; i <= 11; i++) {
            assertThat(store.rotate()).isEqualTo("master-" + i);
        }
        assertThat(started().activeKeyRef()).isEqualTo("master-11");
    }

    @Test
    void aKeyThatAnotherProcessAddedIsFoundWhenARecordNamesIt() {
        Pkcs12MasterKeyStore running = created();
        Pkcs12MasterKeyStore rotating = started();
        byte[] key = key();
        WrappedKey wrapped = rotating.wrap(rotating.rotate(), key, CONTEXT);
        assertThat(running.activeKeyRef()).isEqualTo("master-1");
        assertThat(running.unwrap(wrapped, CONTEXT)).isEqualTo(key);
        assertThat(running.activeKeyRef()).isEqualTo("master-2");
    }

    @Test
    void anUnknownReferenceDoesNotReadAnUnchangedFileAgain() {
        List<String> asked = new ArrayList<>();
        Pkcs12MasterKeyStore store = builder()
                .createIfMissing(true)
                .password(() -> {
                    asked.add("password");
                    return "secret of a test".toCharArray();
                })
                .build();
        store.start(StoreStart.mayCreateKeys());
        asked.clear();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> store.unwrap(new WrappedKey("pkcs12", "master-9", new byte[61]), CONTEXT))
                    .isInstanceOf(UnknownKeyException.class);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void rotationIsRefusedWhileTheActiveKeyIsConfigured() {
        created();
        Pkcs12MasterKeyStore store = builder().activeKeyRef("MASTER-1").build();
        store.start(StoreStart.keysMustExist());
        assertThat(store.activeKeyRef()).isEqualTo("master-1");
        assertThatThrownBy(store::rotate)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("remove that setting");
        assertThat(started().activeKeyRef()).isEqualTo("master-1");
    }

    @Test
    void everyPasswordIsWipedAfterItsUse() {
        List<char[]> given = new ArrayList<>();
        Pkcs12MasterKeyStore store = builder()
                .createIfMissing(true)
                .password(() -> {
                    char[] password = "secret of a test".toCharArray();
                    given.add(password);
                    return password;
                })
                .build();
        store.start(StoreStart.mayCreateKeys());
        store.rotate();
        assertThat(given)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(password -> assertThat(password).containsOnly('\0'));
    }

    @Test
    void aSourceThatReturnsOneArrayTwiceIsRefusedClearly() {
        char[] password = "secret of a test".toCharArray();
        Pkcs12MasterKeyStore store =
                builder().createIfMissing(true).password(() -> password).build();
        assertThatThrownBy(() -> store.start(StoreStart.mayCreateKeys()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("new copy each time");
    }

    @Test
    void aStoreThatIsNotStartedOrClosedRefuses() {
        Pkcs12MasterKeyStore store = builder().createIfMissing(true).build();
        assertThat(store.describe()).contains("not started");
        WrappedKey wrapped = new WrappedKey("pkcs12", "master-1", new byte[61]);
        assertThatThrownBy(store::activeKeyRef)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not started");
        assertThatThrownBy(() -> store.unwrap(wrapped, CONTEXT)).isInstanceOf(IllegalStateException.class);
        store.start(StoreStart.mayCreateKeys());
        store.start(StoreStart.keysMustExist());
        store.close();
        store.close();
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                store::activeKeyRef,
                store::rotate,
                () -> store.start(StoreStart.keysMustExist()),
                () -> store.wrap("master-1", key(), CONTEXT),
                () -> store.unwrap(wrapped, CONTEXT))) {
            assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
        }
        assertThat(store.storeId()).isEqualTo("pkcs12");
        assertThat(store.describe()).contains(file().toString());
    }

    @Test
    void descriptionsNameFileAndKeysButNoSecret() {
        Pkcs12MasterKeyStore store = created();
        assertThat(store.toString())
                .contains(file().toString(), "[master-1]", "active 'master-1'")
                .doesNotContain("secret of a test");
    }

    @Test
    void aBuilderWithoutFileOrPasswordIsRefused() {
        assertThatThrownBy(() -> Pkcs12MasterKeyStore.builder().file(file()).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("configure the password too");
        assertThatThrownBy(() -> Pkcs12MasterKeyStore.builder()
                        .password("secret of a test"::toCharArray)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("configure the file too");
        assertThatThrownBy(() -> builder().storeId("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().storeId("s".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyRingReadsItsDataAfterMasterKeyRotationRewrapAndRestart() {
        InMemoryKekStore kekStore = new InMemoryKekStore();
        byte[] plaintext = {1, 2, 3};
        byte[] stored;
        try (KeyRing ring = ring(builder().createIfMissing(true).build(), kekStore)) {
            RowKey rowKey = TableKeys.of(ring, "default", "t").newRowKey();
            stored = Bytes.concat(rowKey.block(), rowKey.seal(Column.binary("c"), new byte[0], plaintext));
        }
        Pkcs12MasterKeyStore rotating = builder().build();
        try (KeyRing ring = ring(rotating, kekStore)) {
            rotating.rotate();
            assertThat(ring.rewrapKeks()).isEqualTo(2);
        }
        assertThat(kekStore.all())
                .allMatch(found -> found.recipients().get(0).keyRef().equals("master-2"));
        try (KeyRing ring = ring(builder().build(), kekStore)) {
            assertThat(TableKeys.of(ring, "default", "t").open(Column.binary("c"), stored))
                    .isEqualTo(plaintext);
        }
    }

    private static KeyRing ring(Pkcs12MasterKeyStore store, InMemoryKekStore kekStore) {
        return KeyRing.builder().masterKeyStore(store).kekStore(kekStore).build();
    }
}
