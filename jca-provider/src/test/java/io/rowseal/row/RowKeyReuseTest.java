package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.RowsealException;
import io.rowseal.WrongContextException;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The values of one row use its key as it was parsed and looked up for the first of them; nothing else does. */
class RowKeyReuseTest {

    private static final byte[] NONE = new byte[0];
    private static final byte[] SECRET = "a secret value".getBytes(StandardCharsets.UTF_8);
    private static final Column NAME = Column.binary("name");
    private static final Column NOTE = Column.binary("note");

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");
    private final RowKey row = patients.newRowKey();
    private final byte[] name = stored(row, NAME, SECRET);
    private final byte[] note = stored(row, NOTE, SECRET);

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    @Test
    void f11c_theValuesOfARowShareItsKey() {
        assertThat(patients.open(NAME, name)).isEqualTo(SECRET);
        assertThat(patients.rowKey(row.block())).isSameAs(patients.rowKey(row.block()));
        assertThat(patients.open(NOTE, note)).isEqualTo(SECRET);
    }

    @Test
    void closedKeysMakeNoKeyThatNobodyWouldWipe() {
        patients.close();

        assertThatThrownBy(patients::newRowKey)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'patients' are closed");
        assertThatThrownBy(() -> patients.open(NAME, name)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void f11c_aBlockWithAnyOtherByteIsNotTakenForTheOneBefore() {
        for (int at = 0; at < RowKeyBlock.BYTES; at++) {
            assertThat(patients.open(NAME, name)).isEqualTo(SECRET);
            byte[] altered = note.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> patients.open(NOTE, altered))
                    .as("byte " + at)
                    .isInstanceOf(RowsealException.class);
            assertThat(patients.open(NOTE, note)).isEqualTo(SECRET);
        }
    }

    @Test
    void f11c_aCellBehindTheBlockOfAnotherRowIsRefused() {
        byte[] other = stored(patients.newRowKey(), NAME, SECRET);
        byte[] mixed = other.clone();
        System.arraycopy(name, 0, mixed, 0, RowKeyBlock.BYTES);

        assertThat(patients.open(NAME, name)).isEqualTo(SECRET);
        assertThatThrownBy(() -> patients.open(NAME, mixed)).isInstanceOf(RowsealException.class);
        assertThat(patients.open(NAME, other)).isEqualTo(SECRET);
    }

    @Test
    void f11c_theSameBlockInAnotherTableOrScopeIsRefused() {
        assertThat(patients.open(NAME, name)).isEqualTo(SECRET);
        try (TableKeys doctors = TableKeys.of(test.ring, "default", "doctors");
                TableKeys elsewhere = TableKeys.of(test.ring, "elsewhere", "patients")) {
            elsewhere.newRowKey();
            assertThatThrownBy(() -> doctors.open(NAME, name)).isInstanceOf(WrongContextException.class);
            assertThatThrownBy(() -> elsewhere.open(NAME, name)).isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void f11c_aRowKeyThatIsKeptIsUnwrappedAnewWhenItIsTooOld() {
        row.seal(NAME, NONE, SECRET);
        long before = test.ring.statistics().dataKeysUnwrapped();
        row.seal(NAME, NONE, SECRET);
        assertThat(test.ring.statistics().dataKeysUnwrapped()).isEqualTo(before);

        test.advance(test.ring.policy().cacheAge().plus(Duration.ofSeconds(1)));

        assertThat(Bytes.concat(row.block(), row.seal(NAME, NONE, SECRET))).isEqualTo(name);
        assertThat(test.ring.statistics().dataKeysUnwrapped()).isEqualTo(before + 1);
    }

    @Test
    void f11c_aRowKeyThatIsKeptIsOfNoUseOnceTheTableIsClosed() {
        row.seal(NAME, NONE, SECRET);
        patients.close();

        assertThatThrownBy(() -> row.seal(NAME, NONE, SECRET)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> patients.open(NAME, name)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void f11c_threadsReadTheirOwnRows() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
                RowKey own = patients.newRowKey();
                byte[] ownName = stored(own, NAME, value);
                byte[] ownNote = stored(own, NOTE, value);
                readers.add(threads.submit(() -> {
                    for (int round = 0; round < 200; round++) {
                        assertThat(patients.open(NAME, ownName)).isEqualTo(value);
                        assertThat(patients.open(NOTE, ownNote)).isEqualTo(value);
                        assertThat(Bytes.concat(
                                        own.block(),
                                        patients.rowKey(own.block()).seal(NAME, NONE, value)))
                                .isEqualTo(ownName);
                    }
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static byte[] stored(RowKey key, Column column, byte[] value) {
        return Bytes.concat(key.block(), key.seal(column, NONE, value));
    }
}
