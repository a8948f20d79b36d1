package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.message.Envelope;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncryptionTest {

    private static final byte[] NONE = new byte[0];
    private static final byte[] SECRET = "a secret value".getBytes(StandardCharsets.UTF_8);
    private static final Column NAME = Column.binary("name");
    private static final Column NOTE = Column.binary("note");
    private static final Column TEXT = Column.text("name");

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");
    private final BlindIndex index = BlindIndex.ofColumn(test.ring, "default", "patients", NAME, 1, "exact");

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 255, 1024, 4095, 4096})
    void overheadsAreThoseOfTheFormat(int size) {
        byte[] value = new byte[size];
        RowKey row = patients.newRowKey();
        byte[] prefix = index.prefix(value);

        assertThat(row.block()).hasSize(83);
        assertThat(prefix).hasSize(18);
        assertThat(row.seal(NAME, NONE, value)).hasSize(size + 29);
        assertThat(row.seal(NAME, prefix, value)).hasSize(size + 29 + 18);
        assertThat(patients.sealValue(NAME, NONE, value)).hasSize(size + 99);
        assertThat(patients.sealValue(NAME, prefix, value)).hasSize(size + 99 + 18);
        assertThat(Envelope.of(test.ring).seal(value, Context.empty())).hasSize(size + 99);
    }

    @Test
    void overheadsHoldForEveryLengthUpTo4096() {
        RowKey row = patients.newRowKey();
        for (int size = 0; size <= 4096; size++) {
            byte[] value = new byte[size];
            byte[] cell = row.seal(NAME, NONE, value);
            byte[] sealed = patients.sealValue(NAME, NONE, value);
            if (cell.length != size + 29 || sealed.length != size + 99) {
                throw new AssertionError(
                        "plaintext of " + size + ": cell " + cell.length + ", sealed " + sealed.length);
            }
            if (!Arrays.equals(open(NAME, row, cell), value)) {
                throw new AssertionError("plaintext of " + size + " came back different");
            }
        }
    }

    @Test
    void aRowIsReadAfterARestart() {
        RowKey row = patients.newRowKey();
        byte[] cell = row.seal(NAME, NONE, SECRET);
        byte[] sealed = patients.sealValue(NAME, NONE, SECRET);
        try (TableKeys later = TableKeys.of(test.reopen(), "default", "PATIENTS")) {
            assertThat(later.open(NAME, Bytes.concat(row.block(), cell))).isEqualTo(SECRET);
            assertThat(later.open(NAME, Bytes.concat(row.block(), sealed))).isEqualTo(SECRET);
            assertThat(later.open(NAME, Bytes.concat(new byte[] {(byte) 0xFD}, sealed)))
                    .isEqualTo(SECRET);
            assertThat(later.open(NAME.withoutRowKeys(), sealed)).isEqualTo(SECRET);
        }
    }

    @Test
    void aTextColumnIsRead() {
        RowKey row = patients.newRowKey();
        byte[] prefix = index.prefix(SECRET);
        String text = TableKeys.toText(row.seal(TEXT, prefix, SECRET));

        assertThat(text).startsWith("rs1.").isPrintable();
        assertThat(text.substring(4, 28)).isEqualTo(index.queryText(SECRET));
        assertThat(open(TEXT, row, text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(SECRET);
    }

    @Test
    void attack12_theSameValueTwiceInTheSameCellGivesTheSameBytes() {
        RowKey row = patients.newRowKey();
        byte[] first = row.seal(NAME, NONE, SECRET);

        assertThat(row.seal(NAME, NONE, SECRET)).isEqualTo(first);
        assertThat(row.seal(NAME, NONE, SECRET)).isEqualTo(first);
        assertThat(row.seal(NOTE, NONE, SECRET)).isNotEqualTo(first);
        assertThat(patients.newRowKey().seal(NAME, NONE, SECRET)).isNotEqualTo(first);
    }

    @Test
    void attack21_oneReaderReadsDerivedAndRandomNonces() {
        RowKey row = patients.newRowKey();
        Column random = NAME.withNonce(Column.Nonce.RANDOM);
        byte[] first = row.seal(random, NONE, SECRET);
        byte[] second = row.seal(random, NONE, SECRET);

        assertThat(first).isNotEqualTo(second);
        assertThat(open(NAME, row, first)).isEqualTo(SECRET);
        assertThat(open(NAME, row, second)).isEqualTo(SECRET);
        assertThat(open(random, row, row.seal(NAME, NONE, SECRET))).isEqualTo(SECRET);
    }

    @Test
    void attack02_aBlockOfAnotherTableIsRefusedOnAWarmCache() {
        RowKey row = patients.newRowKey();
        byte[] stored = Bytes.concat(row.block(), row.seal(NAME, NONE, SECRET));
        try (TableKeys visits = TableKeys.of(test.ring, "default", "visits");
                TableKeys other = TableKeys.of(test.ring, "tenant-b", "patients")) {
            other.newRowKey();
            assertThat(patients.open(NAME, stored)).isEqualTo(SECRET);
            assertThatThrownBy(() -> visits.open(NAME, stored)).isInstanceOf(WrongContextException.class);
            assertThatThrownBy(() -> other.open(NAME, stored)).isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack03_aCellWithoutItsRowKeyIsMalformed() {
        RowKey row = patients.newRowKey();
        byte[] cell = row.seal(NAME, NONE, SECRET);
        byte[] sealed = patients.sealValue(NAME, NONE, SECRET);
        byte[] none = {(byte) 0xFD};

        assertMalformed(cell);
        assertMalformed(Bytes.concat(none, cell));
        assertMalformed(Bytes.concat(none, row.block(), cell));
        assertMalformed(Bytes.concat(none, row.block(), sealed));
        assertMalformed(Bytes.concat(row.block(), none, sealed));
        assertMalformed(Bytes.concat(row.block(), patients.newRowKey().block(), cell));
        assertMalformed(row.block());
        assertMalformed(NONE);
        assertMalformed(sealed);
        for (byte[] start : List.of(NONE, none, row.block())) {
            assertThatThrownBy(() -> patients.open(NAME.withoutRowKeys(), Bytes.concat(start, cell)))
                    .isInstanceOf(MalformedCiphertextException.class);
        }
    }

    @Test
    void attack05_aCellStoredWithItsBlockIsReadAfterARewrap() {
        RowKey row = patients.newRowKey();
        byte[] merged = Bytes.concat(row.block(), row.seal(NAME, NONE, SECRET));
        test.ring.rotateKek("default");
        byte[] rewrapped = patients.current(row.block());

        assertThat(rewrapped).isNotEqualTo(row.block());
        assertThat(patients.open(NAME, Bytes.concat(rewrapped, merged))).isEqualTo(SECRET);
    }

    @Test
    void attack06_aRowIsWrittenBackUnderTheActiveKek() {
        RowKey row = patients.newRowKey();
        byte[] cell = row.seal(NAME, NONE, SECRET);
        assertThat(patients.current(row.block())).isEqualTo(row.block());
        test.ring.rotateKek("default");

        byte[] current = patients.current(row.block());

        assertThat(Arrays.copyOfRange(current, 3, 11)).isNotEqualTo(Arrays.copyOfRange(row.block(), 3, 11));
        assertThat(Arrays.copyOfRange(current, 51, 83)).isEqualTo(Arrays.copyOfRange(row.block(), 51, 83));
        assertThat(open(NAME, patients.rowKey(current), cell)).isEqualTo(SECRET);
        assertThat(patients.current(current)).isEqualTo(current);
    }

    @Test
    void attack06_aForeignBlockIsNotRewrapped() {
        RowKey row = patients.newRowKey();
        test.ring.rotateKek("default");
        try (TableKeys visits = TableKeys.of(test.ring, "default", "visits")) {
            assertThatThrownBy(() -> visits.current(row.block())).isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack10_prefixesCanNotBeSwappedStrippedOrChanged() {
        RowKey row = patients.newRowKey();
        byte[] prefix = index.prefix(SECRET);
        byte[] foreign = index.prefix("another".getBytes(StandardCharsets.UTF_8));
        byte[] older = BlindIndex.ofColumn(test.ring, "default", "patients", NAME, 0, "exact")
                .prefix(SECRET);
        for (byte[] value : List.of(row.seal(NAME, prefix, SECRET), patients.sealValue(NAME, prefix, SECRET))) {
            byte[] bare = Arrays.copyOfRange(value, 18, value.length);
            assertThat(open(NAME, row, value)).isEqualTo(SECRET);
            for (byte[] forged : List.of(
                    bare,
                    Bytes.concat(foreign, bare),
                    Bytes.concat(older, bare),
                    Bytes.concat(prefix, value),
                    Bytes.concat(value.clone(), NONE, new byte[] {0}))) {
                assertThatThrownBy(() -> open(NAME, row, forged)).isInstanceOf(TamperedException.class);
            }
        }
    }

    @Test
    void attack13_nothingOpensInAnotherPlace() {
        RowKey row = patients.newRowKey();
        RowKey otherRow = patients.newRowKey();
        byte[] cell = row.seal(NAME, NONE, SECRET);
        byte[] sealed = patients.sealValue(NAME, NONE, SECRET);

        assertThatThrownBy(() -> open(NOTE, row, cell)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> open(NAME, otherRow, cell)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> open(NOTE, row, sealed)).isInstanceOf(WrongContextException.class);
        assertThat(open(NAME, otherRow, sealed)).isEqualTo(SECRET);
        try (TableKeys visits = TableKeys.of(test.ring, "default", "visits");
                TableKeys tenant = TableKeys.of(test.ring, "tenant-b", "patients")) {
            assertThatThrownBy(() -> visits.open(NAME.withoutRowKeys(), sealed))
                    .isInstanceOf(WrongContextException.class);
            assertThatThrownBy(() -> tenant.open(NAME.withoutRowKeys(), sealed))
                    .isInstanceOf(WrongContextException.class);
        }
    }

    @Test
    void attack13_aRelabelledKindIsRefused() {
        RowKey row = patients.newRowKey();
        byte[] sealed = patients.sealValue(NAME, NONE, SECRET);
        byte[] cell = row.seal(NAME, NONE, SECRET);
        for (int kind = 0; kind < 256; kind++) {
            byte[] relabelled = sealed.clone();
            relabelled[2] = (byte) kind;
            byte[] block = row.block();
            block[2] = (byte) kind;
            if (kind != 2) {
                assertThatThrownBy(() -> patients.open(NAME.withoutRowKeys(), relabelled))
                        .isInstanceOf(RowsealException.class);
            }
            if (kind != 1) {
                assertMalformedOrContext(Bytes.concat(block, cell));
            }
        }
    }

    @Test
    void everyBitOfEveryLayoutIsProtected() {
        RowKey row = patients.newRowKey();
        byte[] prefix = index.prefix(SECRET);
        assertEveryBitProtected(NAME, Bytes.concat(row.block(), row.seal(NAME, prefix, SECRET)));
        assertEveryBitProtected(NAME, Bytes.concat(new byte[] {(byte) 0xFD}, patients.sealValue(NAME, prefix, SECRET)));
        assertEveryBitProtected(NAME.withoutRowKeys(), patients.sealValue(NAME, NONE, SECRET));
    }

    @Test
    void everyBitOfTheTextFormIsProtected() {
        RowKey row = patients.newRowKey();
        byte[] text =
                TableKeys.toText(row.seal(TEXT, index.prefix(SECRET), SECRET)).getBytes(StandardCharsets.US_ASCII);
        assertEveryBitProtected(TEXT, Bytes.concat(row.block(), text));
    }

    private void assertEveryBitProtected(Column column, byte[] stored) {
        assertThat(patients.open(column, stored)).isEqualTo(SECRET);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] altered = stored.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(column, altered, "bit " + bit);
        }
        for (int length = 0; length < stored.length; length++) {
            assertRefused(column, Arrays.copyOf(stored, length), "first " + length + " bytes");
        }
    }

    @Test
    void attack16_plainTextInAStrictTextColumnIsNamed() {
        RowKey row = patients.newRowKey();
        for (String plain : List.of("", "plain", "rs1", "rs2.abcd", "Ünïcode")) {
            byte[] stored = Bytes.concat(row.block(), plain.getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> patients.open(TEXT, stored)).isInstanceOf(PlaintextFoundException.class);
        }
        assertThatThrownBy(() ->
                        patients.open(TEXT, Bytes.concat(row.block(), "rs1.abc".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void attack16_aValueThatLooksLikeCiphertextIsJustAValue() {
        RowKey row = patients.newRowKey();
        byte[] inner = patients.sealValue(NAME, NONE, SECRET);
        for (byte[] value :
                List.of(inner, row.block(), "rs1.abcd".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xF9})) {
            assertThat(open(NAME, row, row.seal(NAME, NONE, value))).isEqualTo(value);
        }
    }

    @Test
    void attack16_columnAndTableNamesAreTakenAsTheyAre() {
        List<String> names = List.of("a.b", "a\"b", "a'b", "a", "b", "ä", "\uD83D\uDE00");
        List<byte[]> cells = new ArrayList<>();
        RowKey row = patients.newRowKey();
        for (String name : names) {
            cells.add(row.seal(Column.binary(name), NONE, SECRET));
        }
        for (int writer = 0; writer < names.size(); writer++) {
            for (int reader = 0; reader < names.size(); reader++) {
                Column column = Column.binary(names.get(reader));
                byte[] cell = cells.get(writer);
                if (writer == reader) {
                    assertThat(open(column, row, cell)).isEqualTo(SECRET);
                } else {
                    assertThatThrownBy(() -> open(column, row, cell)).isInstanceOf(TamperedException.class);
                }
            }
        }
        assertThatThrownBy(() -> Column.binary("\uD800")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TableKeys.of(test.ring, "default", "\uDC00x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void blindIndexesFindEqualValuesWithinScopeAndDomainOnly() {
        BlindIndex same = BlindIndex.ofColumn(test.reopen(), "default", "Patients", Column.binary("NAME"), 1, "exact");
        assertThat(same.query(SECRET)).isEqualTo(index.query(SECRET)).hasSize(17);
        for (BlindIndex other : List.of(
                BlindIndex.ofColumn(test.ring, "tenant-b", "patients", NAME, 1, "exact"),
                BlindIndex.ofColumn(test.ring, "default", "visits", NAME, 1, "exact"),
                BlindIndex.ofColumn(test.ring, "default", "patients", NOTE, 1, "exact"),
                BlindIndex.ofColumn(test.ring, "default", "patients", NAME, 2, "exact"),
                BlindIndex.ofColumn(test.ring, "default", "patients", NAME, 1, "lower"),
                BlindIndex.shared(test.ring, "default", "name", 1, "exact"))) {
            assertThat(Arrays.copyOfRange(other.query(SECRET), 1, 17))
                    .isNotEqualTo(Arrays.copyOfRange(index.query(SECRET), 1, 17));
        }
        assertThat(BlindIndex.shared(test.ring, "default", "d", 1, "exact").prefix(SECRET))
                .isEqualTo(
                        BlindIndex.shared(test.ring, "default", "d", 1, "exact").prefix(SECRET));
    }

    @Test
    void openedRowKeysAreLoadedAgainWhenTheCacheForgotThem() {
        RowKey row = patients.newRowKey();
        byte[] cell = row.seal(NAME, NONE, SECRET);
        test.advance(Duration.ofHours(3));
        assertThat(open(NAME, row, cell)).isEqualTo(SECRET);
        assertThat(row.seal(NAME, NONE, SECRET)).isEqualTo(cell);
    }

    @Test
    void randomValuesOfRandomLengthsComeBack() {
        Random random = new Random(20260101);
        RowKey row = patients.newRowKey();
        for (int i = 0; i < 2000; i++) {
            byte[] value = new byte[random.nextInt(300)];
            random.nextBytes(value);
            byte[] prefix = random.nextBoolean() ? index.prefix(value) : NONE;
            byte[] sealed =
                    random.nextBoolean() ? row.seal(NAME, prefix, value) : patients.sealValue(NAME, prefix, value);
            assertThat(open(NAME, row, sealed)).isEqualTo(value);
        }
    }

    private byte[] open(Column column, RowKey row, byte[] stored) {
        return patients.open(column, Bytes.concat(row.block(), stored));
    }

    private void assertMalformed(byte[] stored) {
        assertThatThrownBy(() -> patients.open(NAME, stored)).isInstanceOf(MalformedCiphertextException.class);
    }

    private void assertMalformedOrContext(byte[] stored) {
        assertThatThrownBy(() -> patients.open(NAME, stored))
                .isInstanceOfAny(MalformedCiphertextException.class, WrongContextException.class);
    }

    private void assertRefused(Column column, byte[] stored, String what) {
        try {
            patients.open(column, stored);
        } catch (RowsealException refused) {
            return;
        }
        throw new AssertionError(what + " changed, and it still opens");
    }
}
