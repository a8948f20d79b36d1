package io.rowseal.benchmarks;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Seals and opens a row of five fields of 32 bytes: Rowseal, the sum of the primitives Rowseal cannot do without, and the
 * AES-GCM converter that teams write by hand (one static key for everything, a random nonce, no context). Compare within one
 * run only.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RowOfFiveFields {

    private static final int FIELDS = 5;
    private static final byte[] NO_PREFIX = new byte[0];

    private final Column[] columns = new Column[FIELDS];
    private final byte[][] values = new byte[FIELDS][];
    private final byte[][] storedRow = new byte[FIELDS][];
    private final byte[][] handWrittenRow = new byte[FIELDS][];
    private final HandWrittenConverter handWritten = new HandWrittenConverter();
    private final BarePrimitives bare = new BarePrimitives();
    private KeyRing ring;
    private TableKeys table;
    private long counter;

    /** Prepares a ring and one stored row. */
    @Setup
    public void prepare() {
        ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
        table = TableKeys.of(ring, KeyRing.DEFAULT_SCOPE, "patients");
        RowKey row = table.newRowKey();
        for (int field = 0; field < FIELDS; field++) {
            columns[field] = Column.binary("field" + field);
            values[field] = ("value of exactly 32 characters-" + field).getBytes(StandardCharsets.US_ASCII);
            storedRow[field] = concat(row.block(), row.seal(columns[field], NO_PREFIX, values[field]));
            handWrittenRow[field] = handWritten.encrypt(values[field]);
        }
    }

    /** Closes the ring. */
    @TearDown
    public void close() {
        table.close();
        ring.close();
    }

    /**
     * A new row key and five cells.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void rowsealSeal(Blackhole sink) {
        RowKey row = table.newRowKey();
        sink.consume(row.block());
        for (int field = 0; field < FIELDS; field++) {
            sink.consume(row.seal(columns[field], NO_PREFIX, values[field]));
        }
    }

    /**
     * Five cells of a row that was not opened before.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void rowsealOpenCold(Blackhole sink) {
        try (TableKeys cold = TableKeys.of(ring, KeyRing.DEFAULT_SCOPE, "patients")) {
            for (int field = 0; field < FIELDS; field++) {
                sink.consume(cold.open(columns[field], storedRow[field]));
            }
        }
    }

    /**
     * Five cells of a row whose key is cached.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void rowsealOpenWarm(Blackhole sink) {
        for (int field = 0; field < FIELDS; field++) {
            sink.consume(table.open(columns[field], storedRow[field]));
        }
    }

    /**
     * The primitives of sealing alone.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void primitivesSeal(Blackhole sink) {
        bare.seal(values, counter++, sink);
    }

    /**
     * The primitives of opening alone.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void primitivesOpen(Blackhole sink) {
        bare.open(sink);
    }

    /**
     * The hand-written converter, encrypting.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void handWrittenSeal(Blackhole sink) {
        for (byte[] value : values) {
            sink.consume(handWritten.encrypt(value));
        }
    }

    /**
     * The hand-written converter, decrypting.
     *
     * @param sink takes the results
     */
    @Benchmark
    public void handWrittenOpen(Blackhole sink) {
        for (byte[] stored : handWrittenRow) {
            sink.consume(handWritten.decrypt(stored));
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
