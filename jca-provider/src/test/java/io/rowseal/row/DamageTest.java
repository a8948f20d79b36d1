package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.message.Envelope;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every changed bit and every truncation of every layout, with the error that docs/format.md names for its place. */
class DamageTest {

    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NONE = new byte[0];
    private static final byte[] NO_ROW_KEY = {(byte) 0xFD};
    private static final int HEADER = 83;
    private static final int PREFIX = 18;

    private static final Class<?> MALFORMED = MalformedCiphertextException.class;
    private static final Class<?> TAMPERED = TamperedException.class;

    @FunctionalInterface
    private interface Reader {
        byte[] read(byte[] stored);
    }

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");
    private final Column name = Column.binary("name");
    private final Column text = Column.text("name");
    private final RowKey row = patients.newRowKey();
    private final byte[] prefix = BlindIndex.ofColumn(test.ring, "default", "patients", name, 1, "exact")
            .prefix(SECRET);

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    @Test
    void everyBitAndTruncationOfACellIsRefusedByName() {
        byte[] stored = Bytes.concat(row.block(), row.seal(name, prefix, SECRET));
        requireOpens(bytes -> patients.open(name, bytes), stored);
        everyBit(bytes -> patients.open(name, bytes), stored, at -> {
            if (at < HEADER) {
                return ofHeader(at);
            }
            return at == HEADER || at == HEADER + PREFIX ? MALFORMED : TAMPERED;
        });
        everyTruncation(bytes -> patients.open(name, bytes), stored, HEADER + PREFIX + 29);
    }

    @Test
    void everyBitAndTruncationOfASealedValueIsRefusedByName() {
        byte[] stored = Bytes.concat(NO_ROW_KEY, patients.sealValue(name, prefix, SECRET));
        requireOpens(bytes -> patients.open(name, bytes), stored);
        everyBit(bytes -> patients.open(name, bytes), stored, at -> {
            int inHeader = at - 1 - PREFIX;
            if (inHeader < 0) {
                return at == 0 || at == 1 ? MALFORMED : TAMPERED;
            }
            return inHeader < HEADER ? ofHeader(inHeader) : TAMPERED;
        });
        everyTruncation(bytes -> patients.open(name, bytes), stored, 1 + PREFIX + 99);
    }

    @Test
    void everyBitAndTruncationOfABareSealedValueIsRefusedByName() {
        Column bare = name.withoutRowKeys();
        byte[] stored = patients.sealValue(bare, NONE, SECRET);
        requireOpens(bytes -> patients.open(bare, bytes), stored);
        everyBit(bytes -> patients.open(bare, bytes), stored, at -> at < HEADER ? ofHeader(at) : TAMPERED);
        everyTruncation(bytes -> patients.open(bare, bytes), stored, 99);
    }

    @Test
    void everyBitAndTruncationOfAMessageIsRefusedByName() {
        Envelope envelope = Envelope.of(test.ring);
        Context context = Context.of("invoice", "4711");
        byte[] aad = {1, 2, 3};
        byte[] stored = envelope.seal(SECRET, context, aad);
        requireOpens(bytes -> envelope.open(bytes, context, aad), stored);
        everyBit(bytes -> envelope.open(bytes, context, aad), stored, at -> at < HEADER ? ofHeader(at) : TAMPERED);
        everyTruncation(bytes -> envelope.open(bytes, context, aad), stored, 99);
        everyBit(bytes -> envelope.open(stored, context, bytes), aad, at -> TAMPERED);
    }

    @Test
    void everyBitAndTruncationOfATextFormIsRefused() {
        byte[] value = row.seal(text, prefix, SECRET);
        byte[] stored = Bytes.concat(row.block(), TableKeys.toText(value).getBytes(StandardCharsets.US_ASCII));
        requireOpens(bytes -> patients.open(text, bytes), stored);
        int mark = HEADER;
        int digits = mark + 4;
        // A changed digit changes two bytes at once where it spans both, so behind the mark either error is right.
        Set<Class<?>> behindMark = Set.of(MALFORMED, TAMPERED);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            int at = bit / 8;
            Set<Class<?>> wanted =
                    at < mark ? Set.of(ofHeader(at)) : at < digits ? Set.of(PlaintextFoundException.class) : behindMark;
            assertThat(wanted).as("bit " + bit).contains(refusal(b -> patients.open(text, b), flipped(stored, bit)));
        }
        for (int length = 0; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            Set<Class<?>> wanted = length < mark
                    ? Set.of(MALFORMED)
                    : length < digits ? Set.of(PlaintextFoundException.class) : behindMark;
            assertThat(wanted).as("length " + length).contains(refusal(b -> patients.open(text, b), cut));
        }
    }

    @Test
    void everyBitOfARowKeyBlockIsRefusedBeforeItIsWrappedAnew() {
        byte[] block = row.block();
        test.ring.rotateKek("default");
        requireOpens(patients::current, block);
        everyBit(patients::current, block, DamageTest::ofHeader);
        for (int length : List.of(0, 1, 3, 82, 84, 166)) {
            assertThat(refusal(patients::current, Arrays.copyOf(block, length))).isEqualTo(MALFORMED);
        }
    }

    /** Magic, suite, kind: malformed. kekId: unknown. Wrapped data key and commitment: wrong context. */
    private static Class<?> ofHeader(int at) {
        return at < 3 ? MALFORMED : at < 11 ? UnknownKeyException.class : WrongContextException.class;
    }

    private static void requireOpens(Reader reader, byte[] stored) {
        assertThat(reader.read(stored)).isNotNull();
    }

    private static void everyBit(Reader reader, byte[] stored, IntFunction<Class<?>> wanted) {
        for (int bit = 0; bit < stored.length * 8; bit++) {
            assertThat(refusal(reader, flipped(stored, bit))).as("bit " + bit).isEqualTo(wanted.apply(bit / 8));
        }
    }

    private static void everyTruncation(Reader reader, byte[] stored, int shortest) {
        for (int length = 0; length < stored.length; length++) {
            assertThat(refusal(reader, Arrays.copyOf(stored, length)))
                    .as("length " + length)
                    .isEqualTo(length < shortest ? MALFORMED : TAMPERED);
        }
    }

    private static byte[] flipped(byte[] stored, int bit) {
        byte[] changed = stored.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        return changed;
    }

    private static Class<?> refusal(Reader reader, byte[] stored) {
        try {
            reader.read(stored);
        } catch (RowsealException refused) {
            return refused.getClass();
        }
        throw new AssertionError("changed, and it still opens");
    }
}
