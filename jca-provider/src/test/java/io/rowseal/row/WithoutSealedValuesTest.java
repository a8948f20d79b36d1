package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.TamperedException;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutSealedValuesTest {

    private static final byte[] NONE = new byte[0];
    private static final byte[] NO_ROW_KEY = {(byte) 0xFD};
    private static final byte[] SECRET = "a secret value".getBytes(StandardCharsets.UTF_8);

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");
    private final RowKey row = patients.newRowKey();

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    private static Column column(boolean text) {
        return text ? Column.text("name") : Column.binary("name");
    }

    private static byte[] stored(Column column, byte[] sealed) {
        return column.isText() ? TableKeys.toText(sealed).getBytes(StandardCharsets.US_ASCII) : sealed;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSealedValueIsRefusedInARowWithAndWithoutARowKey(boolean text) {
        Column column = column(text);
        byte[] sealed = stored(column, patients.sealValue(column, NONE, SECRET));

        for (byte[] start : new byte[][] {row.block(), NO_ROW_KEY}) {
            byte[] read = Bytes.concat(start, sealed);
            assertThat(patients.open(column, read)).isEqualTo(SECRET);
            assertThatThrownBy(() -> patients.open(column.withoutSealedValues(), read))
                    .isInstanceOf(TamperedException.class)
                    .hasMessageContainingAll("'name'", "'patients'", "rowseal.sealed_values=reject")
                    .hasMessageNotContaining("secret value");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cellsAreWrittenAndReadAsBefore(boolean text) {
        Column column = column(text).withoutSealedValues().withNonce(Column.Nonce.RANDOM);
        byte[] read = Bytes.concat(row.block(), stored(column, row.seal(column, NONE, SECRET)));

        assertThat(patients.open(column, read)).isEqualTo(SECRET);
        assertThat(patients.open(column(text), read)).isEqualTo(SECRET);
    }

    @Test
    void aSealedValueIsNotWrittenEither() {
        assertThatThrownBy(() -> patients.sealValue(column(false).withoutSealedValues(), NONE, SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'name'", "'patients'");
        assertThatThrownBy(() -> patients.sealValue(
                        column(false).withoutSealedValues().withNonce(Column.Nonce.RANDOM), NONE, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aColumnThatWouldAcceptNothingIsRefused() {
        assertThatThrownBy(() -> column(false).withoutSealedValues().withoutRowKeys())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> column(false).withoutRowKeys().withoutSealedValues())
                .isInstanceOf(IllegalStateException.class);
    }
}
