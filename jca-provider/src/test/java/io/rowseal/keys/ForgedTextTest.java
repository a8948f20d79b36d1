package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.WrongContextException;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.message.Envelope;
import io.rowseal.testing.TestRing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Text that others wrote into messages, KEK records and contexts, as it shows in exceptions and in toString. */
class ForgedTextTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    /** A log line of its own, a terminal's escape and a change of direction, in more bytes than a log wants. */
    private static final String FORGED =
            "x'\r\n2026-01-01 INFO login admin OK\u001b[2J\u202e\u2028" + "y".repeat(1000) + "\u0085z";

    /** The message of an exception and of all its causes, without the lines of the stack. */
    private static String told(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(RuntimeException.class);
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed, true));
        return String.join(
                "\n",
                printed.toString()
                        .lines()
                        .filter(line -> !line.matches("\\s+at .*|\\s+\\.\\.\\. \\d+ more"))
                        .toList());
    }

    private static void assertHarmless(String told) {
        assertThat(told).contains("x'\\u000d\\u000a2026-01-01 INFO").doesNotContain("y".repeat(100));
        assertThat(told.lines()).noneMatch(line -> line.startsWith("2026"));
        assertThat(told.replace("\n", "").codePoints())
                .noneMatch(character -> Character.isISOControl(character) && character != '\t'
                        || Character.getType(character) == Character.FORMAT
                        || Character.getType(character) == Character.LINE_SEPARATOR);
    }

    private static byte[] messageFor(String keyRef) {
        byte[] recipients = Recipients.write(List.of(new Recipient("memory", keyRef, new byte[61])));
        return ByteBuffer.allocate(3 + recipients.length + 32 + 16)
                .put(new byte[] {(byte) 0xFE, 1, 6})
                .put(recipients)
                .array();
    }

    @Test
    void aStoreTellsNeitherTheReferenceAsItIsNorThoseItHas() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        store.rotate();
        String told = told(() -> store.unwrap(new WrappedKey("memory", FORGED, new byte[61]), Context.empty()));
        assertHarmless(told);
        assertThat(told).doesNotContain("master-1", "master-2");
        assertHarmless(told(
                () -> store.unwrap(new WrappedKey(FORGED.substring(0, 200), "k", new byte[61]), Context.empty())));
        assertThat(store.describe()).contains("master-1", "master-2");
    }

    @Test
    void aMessageThatNamesAForeignKeyForgesNothing() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        store.rotate();
        for (MasterKeyHandle handle : List.of(MasterKeyHandle.of(store), MasterKeyHandle.of(store, "master-2"))) {
            String told = told(() -> Envelope.of(handle).open(messageFor(FORGED), Context.empty()));
            assertThat(told).doesNotContain("2026", "master-1", "y".repeat(100));
        }
    }

    @Test
    void attack01_aRecordForgesNothing() {
        try (TestRing test = new TestRing()) {
            Envelope.of(test.ring).seal(MESSAGE, Context.empty());
            KekRecord right = test.kekStore.all().get(0);
            byte[] bytes = right.recipients().get(0).bytes();
            KeyRing reader = test.reopen(new InMemoryMasterKeyStore("test"));
            for (WrappedKey forged : List.of(
                    new WrappedKey(FORGED.substring(0, 200), "key-1", bytes), new WrappedKey("test", FORGED, bytes))) {
                KekRecord written = right.withRecipients(List.of(forged));
                assertHarmless(told(() -> reader.verify(written)));
                assertHarmless(written.toString());
                assertHarmless(forged.toString());
            }
        }
    }

    @Test
    void aScopeThatACallerNamesForgesNothing() {
        String scope = FORGED.substring(0, 200);
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, Context.empty());
            assertHarmless(told(() -> Envelope.of(test.ring, scope).open(sealed, Context.empty())));
            assertHarmless(test.ring.key(scope).toString());
            Envelope.of(test.ring, scope).seal(MESSAGE, Context.empty());
            KekRecord own = test.kekStore.list(scope, KekPurpose.KEK).get(0);
            assertHarmless(own.toString());
            assertHarmless(told(() ->
                    test.ring.verify(own.withRecipients(List.of(new WrappedKey("test", "key-1", new byte[61]))))));
            assertHarmless(told(
                    () -> RingInternals.dataKeys(test.ring).unwrap(scope, new byte[0], own.kekId(), new byte[40])));
            KekRecord destroyed = new KekRecord(
                    new KekId(1), KekPurpose.KEK, scope, 2, 0, KekState.DESTROYED, List.of(), new byte[32]);
            assertHarmless(told(() -> test.ring.verify(destroyed)));
        }
    }

    @Test
    void aContextForgesNothing() {
        assertHarmless(Context.of(FORGED, "value").toString());
        assertHarmless(told(() -> Context.of(FORGED, "a", FORGED, "b")));
        assertHarmless(told(() -> Context.of(FORGED, "\uD800")));
        assertHarmless(told(() -> KekPurpose.of(FORGED)));
    }

    @Test
    void whatIsShownOfARecordNamesTheStoresThatAreMissing() {
        try (TestRing test = new TestRing()) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, Context.empty());
            KeyRing other = test.reopen(new InMemoryMasterKeyStore("other"));
            assertThat(told(() -> Envelope.of(other).open(sealed, Context.empty())))
                    .contains("wrapped by the master-key stores [test]", "none of these is configured");
            assertThat(catchThrowable(() -> test.ring.verify(test.kekStore
                            .all()
                            .get(0)
                            .withRecipients(List.of(new WrappedKey("test", "key-1", new byte[61]))))))
                    .isInstanceOf(WrongContextException.class);
        }
    }
}
