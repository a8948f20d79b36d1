package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.rowseal.Context;
import io.rowseal.jca.DirectApi.Opened;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.RecipientKeys;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every altered bit and every truncation of a small message of each kind, in every form of the calls: not one byte of unverified
 * plaintext is anywhere afterwards. {@link CallForm} compares all memory that a call was given, byte by byte.
 */
class PlaintextLeakTest {

    private static final String CANARY = "canary-\u00e9-0123456789";
    private static final byte[] MESSAGE = CANARY.getBytes(StandardCharsets.UTF_8);
    private static final List<String> SECRETS = List.of(
            "canary",
            "0123456789",
            HexFormat.of().formatHex(MESSAGE, 0, 6),
            Base64.getEncoder().encodeToString(MESSAGE).substring(0, 8).toLowerCase(Locale.ROOT),
            Arrays.toString(MESSAGE).substring(1, 20));
    private static final Context CONTEXT = CipherFixture.CONTEXT;
    private static final boolean LONG = Boolean.getBoolean("rowseal.test.long");
    private static final int[] SHIFTS = {-20, 0, 20};
    private static final byte[] AAD = {7, 8};
    private static final int CHUNK = 16 * 1024;
    private static final CipherFixture FIXTURE = new CipherFixture();

    private record Sealed(String name, boolean stream, ModelKey key, byte[] bytes) {

        Cipher cipher() throws GeneralSecurityException {
            return Cipher.getInstance(stream ? "EnvelopeStream" : "Envelope", FIXTURE.provider);
        }

        void init(Cipher cipher) throws GeneralSecurityException {
            cipher.init(Cipher.DECRYPT_MODE, key.opens, new EnvelopeParameterSpec(CONTEXT));
            cipher.updateAAD(AAD);
        }

        Opened opened(byte[] bad) {
            return key.opening.open(stream, bad, CONTEXT, AAD);
        }
    }

    @AfterAll
    static void close() {
        FIXTURE.close();
    }

    private static List<ModelKey> keys() {
        Key client = ClientKey.of(CipherFixture.random(2, 32));
        Key aes = new SecretKeySpec(CipherFixture.random(3, 32), "AES");
        Key several = RecipientKeys.of(aes, new SecretKeySpec(CipherFixture.random(4, 32), "AES"));
        return List.of(
                new ModelKey("key ring", FIXTURE.key, FIXTURE.key, false),
                new ModelKey("client key", client, client, false),
                new ModelKey("recipients", several, aes, false));
    }

    /** One message of each of the kinds 2 to 7. */
    static Stream<Arguments> kinds() {
        List<Arguments> kinds = new ArrayList<>();
        for (ModelKey key : keys()) {
            for (boolean stream : new boolean[] {false, true}) {
                String name = "kind " + key.kind(stream) + ", " + key.name;
                kinds.add(Arguments.of(new Sealed(name, stream, key, key.sealing.seal(stream, MESSAGE, CONTEXT, AAD))));
            }
        }
        return kinds.stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noUnverifiedByteLeavesForAnyAlteredBit(Sealed sealed) throws Exception {
        for (int bit = 0; bit < 8 * sealed.bytes.length; bit++) {
            byte[] bad = sealed.bytes.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertNothingLeaves(sealed, bad, "bit " + bit, bit);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noUnverifiedByteLeavesForAnyTruncationOrExtension(Sealed sealed) throws Exception {
        for (int length = 0; length < sealed.bytes.length + 40; length++) {
            if (length != sealed.bytes.length) {
                assertNothingLeaves(sealed, Arrays.copyOf(sealed.bytes, length), "length " + length, length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noUnverifiedByteLeavesForAnotherContextOrOtherAssociatedData(Sealed sealed) throws Exception {
        byte[] other = sealed.key.sealing.seal(sealed.stream, MESSAGE, Context.of("invoice", "4712"), AAD);
        byte[] without = sealed.key.sealing.seal(sealed.stream, MESSAGE, CONTEXT, new byte[0]);
        for (int number = 0; number < 9; number++) {
            assertNothingLeaves(sealed, other, "context", number);
            assertNothingLeaves(sealed, without, "associated data", number);
        }
    }

    /** @param number chooses how the calls are split and shifted */
    private static void assertNothingLeaves(Sealed sealed, byte[] bad, String what, int number) throws Exception {
        Opened expected = sealed.opened(bad);
        if (expected.failure() == null) {
            // Recipients are not authenticated: an altered one that is not the reader's does no harm.
            assertThat(sealed.key.hasRecipients()).as(what).isTrue();
            assertThat(expected.verified()).as(what).isEqualTo(MESSAGE);
        } else {
            assertThat(expected.verified()).as(what).isEmpty();
        }
        Cipher cipher = sealed.cipher();
        for (CallForm form : CallForm.values()) {
            // The build takes each damage in each form, with one split and one shift; the profile long takes all.
            for (int turn = LONG ? 0 : number % 9; turn < (LONG ? 9 : number % 9 + 1); turn++) {
                open(sealed, cipher, expected, form, SHIFTS[turn / 3], bad, turn % 3 * bad.length / 2);
            }
        }
        readThroughStreams(sealed, expected, bad, what);
    }

    /** In up to two parts. */
    private static void open(
            Sealed sealed, Cipher cipher, Opened expected, CallForm form, int shift, byte[] bad, int first)
            throws Exception {
        sealed.init(cipher);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        int room = 300;
        try {
            byte[] begin = Arrays.copyOf(bad, first);
            byte[] end = Arrays.copyOfRange(bad, first, bad.length);
            given.writeBytes(form.run(cipher, begin, false, form.room(room, begin.length, shift), shift));
            given.writeBytes(form.run(cipher, end, true, form.room(room, end.length, shift), shift));
        } catch (GeneralSecurityException | ProviderException e) {
            assertSilent(e);
            requireExpected(expected, given, e);
            assertRefuses(cipher, e);
            return;
        }
        requireExpected(expected, given, null);
    }

    private static void requireExpected(Opened expected, ByteArrayOutputStream given, Exception failure) {
        // Plain comparisons: there are many.
        if ((expected.failure() == null) != (failure == null)) {
            fail("expected " + expected + " and got " + failure);
        }
        if (!Arrays.equals(expected.verified(), given.toByteArray())) {
            fail("unverified bytes left");
        }
    }

    /** Nothing is left in the cipher that another call could get. */
    private static void assertRefuses(Cipher cipher, Exception failure) {
        try {
            cipher.doFinal(new byte[400]);
        } catch (IllegalStateException | GeneralSecurityException e) {
            assertSilent(e);
            return;
        }
        fail("the cipher went on after " + failure);
    }

    /** Neither the text of an exception nor of what caused it, in any form in which bytes are written. */
    private static void assertSilent(Throwable failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (String secret : SECRETS) {
            if (text.contains(secret)) {
                fail("an exception shows plaintext: " + text);
            }
        }
        if (failure.getCause() != null) {
            assertSilent(failure.getCause());
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            assertSilent(suppressed);
        }
    }

    private static void readThroughStreams(Sealed sealed, Opened expected, byte[] bad, String what) throws Exception {
        Cipher reading = sealed.cipher();
        sealed.init(reading);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = new CipherInputStream(new ByteArrayInputStream(bad), reading)) {
            in.transferTo(read);
            assertThat(expected.failure()).as(what).isNull();
        } catch (IOException | ProviderException e) {
            assertSilent(e);
            assertThat(expected.failure()).as(what).isNotNull();
        }
        assertThat(read.toByteArray()).as(what).isEqualTo(expected.verified());

        Cipher writing = sealed.cipher();
        sealed.init(writing);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (OutputStream out = new CipherOutputStream(written, writing)) {
            out.write(bad);
        } catch (IOException | ProviderException e) {
            // That this stream can hide a failure is the JDK's; that it gives no unverified byte is ours.
            assertSilent(e);
        }
        assertThat(written.toByteArray()).as(what).isEqualTo(expected.verified());
    }

    static Stream<Arguments> streams() {
        return keys().stream().map(key -> Arguments.of(key));
    }

    /** Of a longer stream only whole chunks before the damage leave. */
    @ParameterizedTest
    @MethodSource("streams")
    void onlyVerifiedChunksLeaveAnAlteredStream(ModelKey key) throws Exception {
        byte[] message = CipherFixture.random(5, 2 * CHUNK + 50);
        Sealed sealed = new Sealed(key.name, true, key, key.sealing.seal(true, message, CONTEXT, AAD));
        int before = key.headerBytes(true) + 56;
        for (int position : new int[] {0, 1, 15, 16, 17, CHUNK / 2, CHUNK - 1, CHUNK, CHUNK + 15}) {
            for (int chunk = 0; chunk < 2; chunk++) {
                byte[] bad = sealed.bytes.clone();
                int altered = before + chunk * (CHUNK + 16) + position;
                bad[altered] ^= 1;
                assertThat(sealed.opened(bad).verified()).isEqualTo(Arrays.copyOf(message, chunk * CHUNK));
                assertOnlyChunksLeave(sealed, bad, Arrays.copyOf(message, chunk * CHUNK));
                assertOnlyChunksLeave(
                        sealed, Arrays.copyOf(sealed.bytes, altered), Arrays.copyOf(message, chunk * CHUNK));
            }
        }
    }

    private static void assertOnlyChunksLeave(Sealed sealed, byte[] bad, byte[] verified) throws Exception {
        Cipher cipher = sealed.cipher();
        for (CallForm form : CallForm.values()) {
            for (int part : new int[] {5000, CHUNK + 16, bad.length}) {
                sealed.init(cipher);
                ByteArrayOutputStream given = new ByteArrayOutputStream();
                try {
                    for (int done = 0; done < bad.length; done += part) {
                        byte[] next = Arrays.copyOfRange(bad, done, Math.min(bad.length, done + part));
                        int room = form.room(3 * CHUNK, next.length, 0);
                        given.writeBytes(form.run(cipher, next, done + part >= bad.length, room, 0));
                    }
                    fail("an altered stream was decrypted");
                } catch (GeneralSecurityException | ProviderException e) {
                    // A step that fails gives nothing, not even what was verified in it.
                    byte[] all = given.toByteArray();
                    assertThat(all.length % CHUNK).isZero();
                    assertThat(all.length).isLessThanOrEqualTo(verified.length);
                    assertThat(all).isEqualTo(Arrays.copyOf(verified, all.length));
                }
            }
        }
    }
}
