package io.rowseal.message;

import static io.rowseal.message.MessageSamples.CONTEXT;
import static io.rowseal.message.MessageSamples.DATA;
import static io.rowseal.message.MessageSamples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.format.RecipientsHeader;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.testing.FreezableRandom;
import io.rowseal.testing.TestMasterKeyStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.Security;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The attacks on messages and streams: kinds 2 to 7. */
class MessageAttacksTest {

    /** Long enough that no relabelled header is cut off. */
    private static final byte[] PLAIN =
            "a message that is not to be read ".repeat(6).getBytes(StandardCharsets.UTF_8);

    private final MessageSamples samples = new MessageSamples();

    @AfterEach
    void close() {
        samples.close();
    }

    @Test
    void attack09_aConstantGeneratorNeverPairsOneKeyWithTwoMessages() {
        FreezableRandom random = new FreezableRandom();
        Primitives primitives = Primitives.using(Security.getProvider("SunJCE"), random);
        random.freeze();
        Set<String> keys = new HashSet<>();
        int sealed = 0;
        for (Kind kind : List.of(Kind.CLIENT_KEY_VALUE, Kind.RECIPIENTS_MESSAGE)) {
            MessageKeys messageKeys = MessageKeys.of(samples.key(kind), primitives);
            for (int message = 0; message < 5; message++) {
                for (int covered = 0; covered < 5; covered++) {
                    byte[] known = messageKeys
                            .create(CONTEXT, new byte[covered], new byte[message])
                            .header();
                    assertThat(keys.add(keyOf(known))).isTrue();
                    // Nothing of the message is known here, as in a cipher: the counter must tell them apart.
                    assertThat(keys.add(keyOf(messageKeys.create(CONTEXT).header())))
                            .isTrue();
                    sealed += 2;
                }
            }
        }
        assertThat(keys).hasSize(sealed);
    }

    @Test
    void attack09_aConstantGeneratorNeverGivesTwoStreamsOneKey() {
        FreezableRandom random = new FreezableRandom();
        try (MessageSamples frozen = new MessageSamples(Primitives.using(Security.getProvider("SunJCE"), random))) {
            random.freeze();
            for (Kind kind : List.of(Kind.CLIENT_KEY_STREAM, Kind.RECIPIENTS_STREAM)) {
                Set<String> starts = new HashSet<>();
                for (int i = 0; i < 20; i++) {
                    byte[] stream = frozen.seal(kind, CONTEXT, new byte[i]);
                    int header = HeaderLength.needed(stream, stream.length);
                    assertThat(starts.add(HexFormat.of().formatHex(stream, header + 24, header + 56)))
                            .as("commitment of %s", kind)
                            .isTrue();
                }
            }
        }
    }

    /** The last 32 bytes of the header: check value or commitment, derived from the same key as the content key. */
    private static String keyOf(byte[] header) {
        return HexFormat.of().formatHex(header, header.length - 32, header.length);
    }

    @Test
    void attack13_aRelabelledKindIsRefusedForAllPairs() {
        for (Kind from : samples.kinds()) {
            byte[] sealed = samples.seal(from, CONTEXT, PLAIN);
            for (int code = 0; code < 256; code++) {
                if (code == from.code()) {
                    continue;
                }
                byte[] relabelled = sealed.clone();
                relabelled[2] = (byte) code;
                assertThatThrownBy(() -> samples.open(from, CONTEXT, relabelled))
                        .as("kind %s as %s", from, code)
                        .isInstanceOf(MalformedCiphertextException.class);
            }
            for (Kind to : samples.kinds()) {
                if (to != from) {
                    byte[] relabelled = sealed.clone();
                    relabelled[2] = to.code();
                    assertThat(catchThrowable(() -> samples.open(to, CONTEXT, relabelled)))
                            .as("%s relabelled as %s", from, to)
                            .isInstanceOfAny(refusals(from, to));
                }
            }
        }
    }

    /** Exact where the header has the same layout; else the bytes may also happen to be no header at all. */
    private static Class<?>[] refusals(Kind from, Kind to) {
        boolean sameKey = (from.code() & ~1) == (to.code() & ~1);
        if (to == Kind.CLIENT_KEY_VALUE || to == Kind.CLIENT_KEY_STREAM) {
            return new Class<?>[] {WrongKeyException.class};
        }
        if (sameKey) {
            return new Class<?>[] {WrongContextException.class};
        }
        return to == Kind.SEALED_VALUE || to == Kind.STREAM
                ? new Class<?>[] {UnknownKeyException.class}
                : new Class<?>[] {MalformedCiphertextException.class, UnknownKeyException.class};
    }

    @Test
    void attack13_scopeContextAndAssociatedDataOfAnotherMessageAreRefused() {
        for (Kind kind : samples.kinds()) {
            boolean client = kind == Kind.CLIENT_KEY_VALUE || kind == Kind.CLIENT_KEY_STREAM;
            Class<? extends RowsealException> wrongContext =
                    client ? WrongKeyException.class : WrongContextException.class;
            byte[] sealed = samples.seal(kind, CONTEXT, PLAIN);
            assertThat(samples.open(kind, CONTEXT, sealed)).isEqualTo(PLAIN);
            for (Context other : List.of(
                    Context.empty(),
                    Context.of("invoice", "4712"),
                    Context.of("invoice", "4711", "x", ""),
                    Context.of("Invoice", "4711"))) {
                assertThatThrownBy(() -> samples.open(kind, other, sealed)).isInstanceOf(wrongContext);
            }
            for (byte[] other : List.of(new byte[0], new byte[] {7, 8}, new byte[] {7, 8, 9, 0})) {
                assertThatThrownBy(() -> samples.open(samples.key(kind), kind.isStream(), CONTEXT, other, sealed))
                        .isInstanceOf(kind.isStream() ? wrongContext : TamperedException.class);
            }
        }
        for (Kind kind : List.of(Kind.SEALED_VALUE, Kind.STREAM)) {
            Key otherScope = samples.test.ring.key("tenant-2");
            byte[] sealed = samples.seal(kind, CONTEXT, PLAIN);
            samples.seal(otherScope, kind.isStream(), CONTEXT, PLAIN);
            assertThatThrownBy(() -> samples.open(otherScope, kind.isStream(), CONTEXT, DATA, sealed))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack14_ofRecipientsWithDifferentDataKeysTheOneThatIsCommittedToIsUsed() {
        TestMasterKeyStore hostile = new TestMasterKeyStore("hostile");
        Key both = RecipientKeys.of(MasterKeyHandle.of(hostile), MasterKeyHandle.of(samples.store));
        for (boolean stream : new boolean[] {false, true}) {
            byte[] sealed = samples.seal(MasterKeyHandle.of(samples.store), stream, CONTEXT, PLAIN);
            Recipient planted = recipients(samples.seal(MasterKeyHandle.of(hostile), stream, CONTEXT, PLAIN), stream)
                    .get(0);
            byte[] attacked = withRecipients(sealed, stream, list -> {
                list.add(0, planted);
                return list;
            });
            hostile.unwraps.set(0);
            samples.store.unwraps.set(0);
            assertThat(samples.open(both, stream, CONTEXT, DATA, attacked)).isEqualTo(PLAIN);
            assertThat(hostile.unwraps).hasValue(1);
            assertThat(samples.store.unwraps).hasValue(1);
            assertThatThrownBy(() -> samples.open(MasterKeyHandle.of(hostile), stream, CONTEXT, DATA, attacked))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack14_manyHostileRecipientsCostOneCallOfEachStore() {
        Key handle = MasterKeyHandle.of(samples.store);
        for (boolean stream : new boolean[] {false, true}) {
            byte[] attacked = withRecipients(samples.seal(handle, stream, CONTEXT, PLAIN), stream, list -> {
                for (int i = 0; i < 15; i++) {
                    list.add(0, new Recipient("direct", "other-" + i, bytes(60, i)));
                }
                return list;
            });
            samples.store.unwraps.set(0);
            assertThat(samples.open(handle, stream, CONTEXT, DATA, attacked)).isEqualTo(PLAIN);
            assertThat(samples.store.unwraps).hasValue(1);
            byte[] withoutOurs = withRecipients(attacked, stream, list -> list.subList(0, 15));
            samples.store.unwraps.set(0);
            assertThatThrownBy(() -> samples.open(handle, stream, CONTEXT, DATA, withoutOurs))
                    .isInstanceOf(UnknownKeyException.class);
            assertThat(samples.store.unwraps).hasValue(0);
        }
    }

    @Test
    void aStoreCanNotTakeTheNamesOfCallersKeys() {
        TestMasterKeyStore store = new TestMasterKeyStore("key:aes-256-kwp");
        assertThatThrownBy(() -> Envelope.of(MasterKeyHandle.of(store)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give the store another id");
        assertThatThrownBy(() -> KeyRing.builder().masterKeyStore(store))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give it another");
    }

    @Test
    void recipientsMayBeReorderedBecauseTheyAreNotAuthenticated() {
        for (Kind kind : List.of(Kind.RECIPIENTS_MESSAGE, Kind.RECIPIENTS_STREAM)) {
            byte[] reordered = withRecipients(samples.seal(kind, CONTEXT, PLAIN), kind.isStream(), list -> {
                Collections.reverse(list);
                return list;
            });
            assertThat(samples.open(kind, CONTEXT, reordered)).isEqualTo(PLAIN);
        }
    }

    @Test
    void attack18_wrappedKeysOf25To31BytesAreRefused() throws GeneralSecurityException {
        byte[] raw = bytes(32, 21);
        Key aes = new SecretKeySpec(raw, "AES");
        byte[] wrapping = Primitives.standard()
                .hkdfExpand(
                        KeyBytes.hmac(raw.clone()),
                        32,
                        "rowseal/v1/direct".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {1});
        for (int length = 25; length <= 33; length++) {
            Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
            kwp.init(Cipher.WRAP_MODE, new SecretKeySpec(wrapping, "AES"));
            byte[] blob = kwp.wrap(new SecretKeySpec(new byte[length], "X"));
            for (boolean stream : new boolean[] {false, true}) {
                byte[] attacked = withRecipients(samples.seal(aes, stream, CONTEXT, PLAIN), stream, list -> {
                    list.set(0, new Recipient(list.get(0).storeId(), list.get(0).keyRef(), blob));
                    return list;
                });
                assertThatThrownBy(() -> samples.open(aes, stream, CONTEXT, DATA, attacked))
                        .as("%s bytes", length)
                        .isInstanceOf(WrongContextException.class);
            }
        }
    }

    @Test
    void attack18_rsaInteroperatesWithOaepOfSha256AndMgf1OfSha256Only() throws GeneralSecurityException {
        KeyPair rsa = MessageSamples.rsa(2048);
        byte[] sealed = samples.seal(rsa.getPublic(), false, CONTEXT, PLAIN);
        byte[] wrapped = recipients(sealed, false).get(0).wrapped();
        assertThat(wrapped).hasSize(256);
        assertThat(oaep(Cipher.DECRYPT_MODE, rsa.getPrivate(), MGF1ParameterSpec.SHA256, wrapped))
                .hasSize(32);
        assertThatThrownBy(() -> oaep(Cipher.DECRYPT_MODE, rsa.getPrivate(), MGF1ParameterSpec.SHA1, wrapped))
                .isInstanceOf(GeneralSecurityException.class);
        byte[] dataKey = oaep(Cipher.DECRYPT_MODE, rsa.getPrivate(), MGF1ParameterSpec.SHA256, wrapped);
        byte[] again = oaep(Cipher.ENCRYPT_MODE, rsa.getPublic(), MGF1ParameterSpec.SHA256, dataKey);
        byte[] sha1 = oaep(Cipher.ENCRYPT_MODE, rsa.getPublic(), MGF1ParameterSpec.SHA1, dataKey);
        byte[] shorter = oaep(Cipher.ENCRYPT_MODE, rsa.getPublic(), MGF1ParameterSpec.SHA256, new byte[31]);
        byte[] longer = oaep(Cipher.ENCRYPT_MODE, rsa.getPublic(), MGF1ParameterSpec.SHA256, new byte[33]);
        assertThat(samples.open(rsa.getPrivate(), false, CONTEXT, DATA, rewrapped(sealed, again)))
                .isEqualTo(PLAIN);
        for (byte[] refused : List.of(sha1, shorter, longer, Arrays.copyOf(again, 255), Arrays.copyOf(again, 257))) {
            assertThatThrownBy(() -> samples.open(rsa.getPrivate(), false, CONTEXT, DATA, rewrapped(sealed, refused)))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    private static byte[] oaep(int mode, Key key, MGF1ParameterSpec mask, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(mode, key, new OAEPParameterSpec("SHA-256", "MGF1", mask, PSource.PSpecified.DEFAULT));
        return cipher.doFinal(input);
    }

    private static byte[] rewrapped(byte[] sealed, byte[] blob) {
        return withRecipients(
                sealed,
                false,
                list -> List.of(new Recipient(list.get(0).storeId(), list.get(0).keyRef(), blob)));
    }

    private static List<Recipient> recipients(byte[] sealed, boolean stream) {
        return header(sealed, stream).recipients();
    }

    private static RecipientsHeader header(byte[] sealed, boolean stream) {
        int length = HeaderLength.needed(sealed, sealed.length);
        return RecipientsHeader.parse(
                Arrays.copyOf(sealed, length), stream ? Kind.RECIPIENTS_STREAM : Kind.RECIPIENTS_MESSAGE);
    }

    static byte[] withRecipients(byte[] sealed, boolean stream, UnaryOperator<List<Recipient>> change) {
        RecipientsHeader old = header(sealed, stream);
        List<Recipient> changed = change.apply(new ArrayList<>(old.recipients()));
        byte[] start = new RecipientsHeader(old.kind(), changed, old.commitment()).toBytes();
        int from = HeaderLength.needed(sealed, sealed.length);
        byte[] output = Arrays.copyOf(start, start.length + sealed.length - from);
        System.arraycopy(sealed, from, output, start.length, sealed.length - from);
        return output;
    }
}
