package io.rowseal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The parsers with a million inputs: they give what the grammar gives or refuse, and allocate no more than their input. */
class ParserFuzzTest {

    private static final long SEED = 20260101;
    private static final int INPUTS = 1_000_000;

    /** Allocated beyond the length of the input: the result, or an exception with its stack trace. */
    private static final int ALLOCATION_ALLOWANCE = 4096;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int accepted;
    private int refused;
    private int plaintexts;

    @Test
    void aMillionInputsAreParsedOrRefusedWithinTheirOwnLength() throws Exception {
        // A thread of its own has a short stack, so that the stack traces of refusals stay small.
        FutureTask<Void> task = new FutureTask<>(this::parseAll, null);
        new Thread(task, "fuzz").start();
        task.get();

        assertThat(accepted).isGreaterThan(100_000);
        assertThat(refused).isGreaterThan(1_000_000);
        assertThat(plaintexts).isGreaterThan(10_000);
    }

    private void parseAll() {
        warmUp();
        ColumnMutations mutations = new ColumnMutations(SEED);
        for (int i = 0; i < INPUTS; i++) {
            switch (i % 4) {
                case 0 -> parseWellFormed(mutations.wellFormed());
                case 1 -> parseEveryWay(mutations.noise());
                default -> parseEveryWay(mutations.damage(mutations.wellFormed().stored()));
            }
        }
    }

    /** Classes are loaded and exceptions initialized before anything is measured. */
    private void warmUp() {
        ColumnMutations mutations = new ColumnMutations(SEED + 1);
        for (int i = 0; i < 1000; i++) {
            byte[] input = mutations.damage(mutations.wellFormed().stored());
            for (Supplier<Object> parser : parsers(input)) {
                outcome(parser, input);
            }
        }
        accepted = 0;
        refused = 0;
        plaintexts = 0;
    }

    private void parseWellFormed(ColumnMutations.Built built) {
        byte[] stored = built.stored();
        StoredColumn parsed = built.rowKeys()
                ? StoredColumn.parse(stored, built.text())
                : StoredColumn.parseWithoutRowKey(stored, built.text());
        Header block = parsed.rowKeyBlock();
        if ((block != null) != built.block()
                || (block != null && !Arrays.equals(block.toBytes(), Arrays.copyOf(stored, 83)))
                || parsed.sealedValue() != built.sealed()
                || !Arrays.equals(
                        Arrays.copyOfRange(parsed.body(), parsed.prefixOffset(), parsed.valueOffset()),
                        built.prefixes())
                || !Arrays.equals(parsed.value(), built.value())) {
            throw new AssertionError("parsed to other parts: " + HexFormat.of().formatHex(stored));
        }
        parseEveryWay(stored);
    }

    private void parseEveryWay(byte[] input) {
        for (Supplier<Object> parser : parsers(input)) {
            long before = threads.getCurrentThreadAllocatedBytes();
            Object outcome = outcome(parser, input);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            if (allocated > input.length + ALLOCATION_ALLOWANCE) {
                throw new AssertionError(allocated + " bytes allocated for " + input.length + " bytes of input: "
                        + outcome + " " + HexFormat.of().formatHex(input));
            }
            if (outcome instanceof StoredColumn parsed) {
                requireRules(parsed, input);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Supplier<Object>[] parsers(byte[] input) {
        return new Supplier[] {
            () -> StoredColumn.parse(input, false),
            () -> StoredColumn.parse(input, true),
            () -> StoredColumn.parseWithoutRowKey(input, false),
            () -> StoredColumn.parseWithoutRowKey(input, true),
            () -> Header.parse(input, input.length / 3),
            () -> Header.parseExactly(input, Kind.ROW_KEY_BLOCK),
            () -> TextForm.isMarked(input, 0) ? TextForm.decode(input, 0) : "no mark"
        };
    }

    private Object outcome(Supplier<Object> parser, byte[] input) {
        try {
            Object parsed = parser.get();
            accepted++;
            return parsed;
        } catch (MalformedCiphertextException expected) {
            refused++;
            return expected;
        } catch (PlaintextFoundException expected) {
            plaintexts++;
            return expected;
        } catch (RuntimeException unexpected) {
            throw new AssertionError("refused in another way: " + HexFormat.of().formatHex(input), unexpected);
        }
    }

    /** What holds for everything that is accepted, however it came about. */
    private static void requireRules(StoredColumn parsed, byte[] input) {
        int length = parsed.body().length - parsed.valueOffset();
        int first = Byte.toUnsignedInt(input[0]);
        boolean cell = !parsed.sealedValue();
        boolean holds = (parsed.rowKeyBlock() == null || first == 0xFE)
                && (!cell || parsed.rowKeyBlock() != null)
                && length >= (cell ? 29 : 99)
                && parsed.prefixLength() % 18 == 0
                && parsed.prefixLength() <= 8 * 18
                && Byte.toUnsignedInt(parsed.body()[parsed.valueOffset()]) == (cell ? 0xF9 : 0xFE)
                && (parsed.body() == input || endsWithTextForm(input, parsed.body()));
        if (!holds) {
            throw new AssertionError(
                    "accepted against the grammar: " + HexFormat.of().formatHex(input));
        }
    }

    private static boolean endsWithTextForm(byte[] input, byte[] body) {
        String text = new String(input, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.endsWith(TextForm.encode(body));
    }
}
