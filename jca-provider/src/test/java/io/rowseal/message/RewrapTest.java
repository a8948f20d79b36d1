package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.EnvelopeHeader.RecipientName;
import io.rowseal.testing.TestRing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.Key;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same message under another wrap of its data key. */
class RewrapTest {

    private static final Context CONTEXT = Context.of("invoice", "4711", "table", "t");
    private static final byte[] AAD = {7, 8};
    private static final byte[] MESSAGE = {1, 2, 3};

    private final TestRing test = new TestRing();
    private final Envelope ring = Envelope.of(test.ring);
    private final Key alice = new SecretKeySpec(StreamKinds.random(32, 1), "AES");
    private final Key bob = new SecretKeySpec(StreamKinds.random(32, 2), "AES");

    @AfterEach
    void close() {
        test.close();
    }

    private static KekId kekId(byte[] sealed) {
        return EnvelopeHeader.read(sealed).kekId().orElseThrow();
    }

    private KekId newest() {
        return test.kekStore.keks().get(test.kekStore.keks().size() - 1).kekId();
    }

    @Test
    void aMessageUnderAKeyRingMovesToTheKekThatEncryptsNow() {
        byte[] sealed = ring.seal(MESSAGE, CONTEXT, AAD);
        assertThat(ring.rewrap(sealed, CONTEXT)).as("its KEK encrypts").isEqualTo(sealed);
        test.ring.rotateKek("default");
        byte[] moved = ring.rewrap(sealed, CONTEXT);
        assertThat(kekId(moved)).isEqualTo(newest()).isNotEqualTo(kekId(sealed));
        assertThat(Arrays.copyOfRange(moved, 51, moved.length))
                .isEqualTo(Arrays.copyOfRange(sealed, 51, sealed.length));
        assertThat(ring.open(moved, CONTEXT, AAD)).isEqualTo(MESSAGE);
        assertThat(ring.open(sealed, CONTEXT, AAD)).as("the former copy").isEqualTo(MESSAGE);
    }

    @Test
    void anotherContextOrScopeIsRefused() {
        byte[] sealed = ring.seal(MESSAGE, CONTEXT);
        test.ring.rotateKek("default");
        assertThatThrownBy(() -> ring.rewrap(sealed, Context.of("invoice", "4712", "table", "t")))
                .isInstanceOf(WrongContextException.class);
        assertThatThrownBy(() -> Envelope.of(test.ring, "tenant-7").rewrap(sealed, CONTEXT))
                .isInstanceOf(WrongContextException.class);
        assertThatThrownBy(() -> ring.rewrapFor(alice, sealed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("only a message for recipients gets others");
    }

    @Test
    void aMessageGetsOtherRecipients() {
        byte[] sealed = Envelope.of(alice).seal(MESSAGE, CONTEXT, AAD);
        byte[] forBob = Envelope.of(alice).rewrapFor(bob, sealed, CONTEXT);
        assertThat(Envelope.of(bob).open(forBob, CONTEXT, AAD)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> Envelope.of(alice).open(forBob, CONTEXT, AAD)).isInstanceOf(UnknownKeyException.class);
        byte[] forBoth = Envelope.of(bob).rewrapFor(RecipientKeys.of(alice, bob), forBob, CONTEXT);
        assertThat(EnvelopeHeader.read(forBoth).recipients()).hasSize(2);
        assertThat(Envelope.of(alice).open(forBoth, CONTEXT, AAD)).isEqualTo(MESSAGE);
        assertThat(Envelope.of(bob).open(forBoth, CONTEXT, AAD)).isEqualTo(MESSAGE);
        assertThatThrownBy(() -> Envelope.of(alice).rewrapFor(bob, forBob, CONTEXT))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> Envelope.of(alice).rewrapFor(bob, sealed, Context.empty()))
                .isInstanceOf(WrongContextException.class);
        assertThatThrownBy(() -> Envelope.of(alice).rewrapFor(test.ring.key(), sealed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageUnderAHandleMovesToTheActiveMasterKey() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        byte[] sealed = Envelope.of(MasterKeyHandle.of(store)).seal(MESSAGE, CONTEXT);
        store.rotate();
        Envelope now = Envelope.of(MasterKeyHandle.of(store));
        byte[] moved = now.rewrap(sealed, CONTEXT);
        assertThat(EnvelopeHeader.read(moved).recipients()).containsExactly(new RecipientName("memory", "master-2"));
        assertThat(now.open(moved, CONTEXT)).isEqualTo(MESSAGE);
    }

    @Test
    void aMessageUnderAClientKeyHasNothingToWrap() {
        Envelope client = Envelope.of(ClientKey.of(StreamKinds.random(32, 3)));
        byte[] sealed = client.seal(MESSAGE, CONTEXT);
        assertThatThrownBy(() -> client.rewrap(sealed, CONTEXT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a client key wraps no data key");
    }

    @Test
    void damageOfTheBodyIsFoundAfterwardsAsBefore() {
        byte[] sealed = ring.seal(MESSAGE, CONTEXT);
        sealed[sealed.length - 1] ^= 1;
        test.ring.rotateKek("default");
        byte[] moved = ring.rewrap(sealed, CONTEXT);
        assertThatThrownBy(() -> ring.open(moved, CONTEXT)).isInstanceOf(RowsealException.class);
        assertThatThrownBy(() -> ring.rewrap(Arrays.copyOf(sealed, 90), CONTEXT))
                .isInstanceOf(RowsealException.class);
    }

    @Test
    void aStreamUnderAKeyRingMovesToTheKekThatEncryptsNow() throws IOException {
        EnvelopeStreams streams = ring.streams(CONTEXT, AAD);
        byte[] message = new byte[100_000];
        new Random(1).nextBytes(message);
        byte[] sealed = streams.sealFrom(new ByteArrayInputStream(message)).readAllBytes();
        test.ring.rotateKek("default");
        byte[] moved = rewrapped(null, streams, sealed);
        assertThat(kekId(moved)).isEqualTo(newest()).isNotEqualTo(kekId(sealed));
        assertThat(streams.openFrom(new ByteArrayInputStream(moved)).readAllBytes())
                .isEqualTo(message);
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        assertThatThrownBy(() -> ring.streams(CONTEXT).rewrap(new ByteArrayInputStream(sealed), target))
                .isInstanceOf(WrongContextException.class);
        assertThat(target.size()).isZero();
    }

    @Test
    void aStreamGetsOtherRecipients() throws IOException {
        EnvelopeStreams ofAlice = Envelope.of(alice).streams(CONTEXT, AAD);
        byte[] sealed = ofAlice.sealFrom(new ByteArrayInputStream(MESSAGE)).readAllBytes();
        byte[] moved = rewrapped(bob, ofAlice, sealed);
        EnvelopeStreams ofBob = Envelope.of(bob).streams(CONTEXT, AAD);
        assertThat(ofBob.openFrom(new ByteArrayInputStream(moved)).readAllBytes())
                .isEqualTo(MESSAGE);
        assertThatThrownBy(() -> ofAlice.openFrom(new ByteArrayInputStream(moved)))
                .isInstanceOf(UnknownKeyException.class);
        assertThatThrownBy(() -> Cobblestone256.of(new byte[32])
                        .streams(AAD)
                        .rewrap(new ByteArrayInputStream(new byte[100]), new ByteArrayOutputStream()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] rewrapped(Key recipients, EnvelopeStreams streams, byte[] sealed) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        if (recipients == null) {
            streams.rewrap(new ByteArrayInputStream(sealed), target);
        } else {
            streams.rewrapFor(recipients, new ByteArrayInputStream(sealed), target);
        }
        return target.toByteArray();
    }
}
