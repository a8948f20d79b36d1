package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.message.Envelope;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaddedColumnTest {

    private static final byte[] NONE = new byte[0];
    private static final Column PLAIN = Column.binary("note");
    private static final Column PADDED = PLAIN.withPadding(16);
    private static final Context CONTEXT = Context.of("table", "patients", "column", "note", "pad", "iso7816-4");

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    @Test
    void valuesOfAnyLengthComeBackFromWholeSteps() {
        RowKey row = patients.newRowKey();
        for (int length = 0; length < 100; length++) {
            byte[] value = new byte[length];
            if (length > 1) {
                value[length - 2] = (byte) 0x80;
            }
            byte[] cell = row.seal(PADDED, NONE, value);
            byte[] sealed = patients.sealValue(PADDED, NONE, value);
            assertThat(cell).hasSize((length / 16 + 1) * 16 + 29);
            assertThat(sealed).hasSize((length / 16 + 1) * 16 + 99);
            assertThat(PADDED.paddedLength(length)).isEqualTo(cell.length - 29L);
            assertThat(patients.open(PADDED, Bytes.concat(row.block(), cell))).isEqualTo(value);
            assertThat(patients.open(PADDED.withoutRowKeys(), sealed)).isEqualTo(value);
            assertThat(patients.open(PLAIN.withPadding(7), Bytes.concat(row.block(), cell)))
                    .isEqualTo(value);
        }
    }

    @Test
    void theDocumentedBytesAreEncrypted() {
        byte[] sealed = patients.sealValue(PADDED, NONE, new byte[] {1, 2});
        assertThat(HexFormat.of().formatHex(Envelope.of(test.ring).open(sealed, CONTEXT)))
                .isEqualTo("010280" + "00".repeat(13));
    }

    @Test
    void paddedAndOtherValuesAreNotTakenForEachOther() {
        RowKey row = patients.newRowKey();
        byte[] padded = Bytes.concat(row.block(), row.seal(PADDED, NONE, NONE));
        byte[] plain = Bytes.concat(row.block(), row.seal(PLAIN, NONE, new byte[] {(byte) 0x80}));
        assertThatThrownBy(() -> patients.open(PLAIN, padded)).isInstanceOf(TamperedException.class);
        assertThatThrownBy(() -> patients.open(PADDED, plain)).isInstanceOf(TamperedException.class);
        byte[] sealed = patients.sealValue(PADDED, NONE, NONE);
        assertThatThrownBy(() -> patients.open(PLAIN.withoutRowKeys(), sealed))
                .isInstanceOf(WrongContextException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0000", "01", "8001", "7f00"})
    void authenticValuesWithoutPaddingAreMalformed(String plaintext) {
        byte[] sealed = Envelope.of(test.ring).seal(HexFormat.of().parseHex(plaintext), CONTEXT);
        assertThatThrownBy(() -> patients.open(PADDED.withoutRowKeys(), sealed))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("without padding");
    }

    @Test
    void valuesThatAreTooLongWithTheirPaddingAreRefused() {
        byte[] value = new byte[16 * 1024 * 1024];
        assertThatThrownBy(() -> patients.newRowKey().seal(PADDED, NONE, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with their padding");
        assertThatThrownBy(() -> patients.sealValue(PADDED, NONE, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with their padding");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, (1 << 20) + 1})
    void stepsOutOfRangeAreRefused(int step) {
        assertThatThrownBy(() -> PLAIN.withPadding(step)).isInstanceOf(IllegalArgumentException.class);
    }
}
