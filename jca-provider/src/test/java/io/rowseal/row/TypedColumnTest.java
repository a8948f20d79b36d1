package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.message.Envelope;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedColumnTest {

    private static final byte[] NONE = new byte[0];
    private static final byte[] ONE = {0, 0, 0, 1};
    private static final Column TEXT = Column.binary("age");
    private static final Column NUMBER = TEXT.typed("i32");

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");

    @AfterEach
    void close() {
        patients.close();
        test.close();
    }

    @Test
    void f02a_valuesOfOneTypeAreNotReadAsAnother() {
        RowKey row = patients.newRowKey();
        byte[] cell = Bytes.concat(row.block(), row.seal(NUMBER, NONE, ONE));
        byte[] sealed = Bytes.concat(new byte[] {(byte) 0xFD}, patients.sealValue(NUMBER, NONE, ONE));
        assertThat(patients.open(NUMBER, cell)).isEqualTo(ONE);
        assertThat(patients.open(NUMBER, sealed)).isEqualTo(ONE);
        for (Column other : new Column[] {TEXT, TEXT.typed("f32"), TEXT.typed("I32"), NUMBER.withPadding(16)}) {
            assertThatThrownBy(() -> patients.open(other, cell)).isInstanceOf(TamperedException.class);
            assertThatThrownBy(() -> patients.open(other, sealed)).isInstanceOf(WrongContextException.class);
        }
        byte[] text = Bytes.concat(row.block(), row.seal(TEXT, NONE, ONE));
        assertThatThrownBy(() -> patients.open(NUMBER, text)).isInstanceOf(TamperedException.class);
    }

    @Test
    void theTypeCostsNoByte() {
        assertThat(patients.newRowKey().seal(NUMBER, NONE, ONE)).hasSize(4 + 29);
        assertThat(patients.sealValue(NUMBER, NONE, ONE)).hasSize(4 + 99);
    }

    @Test
    void textIsTheColumnThatWasGivenNoType() {
        byte[] sealed = patients.sealValue(TEXT.typed("utf8"), NONE, ONE);
        assertThat(Envelope.of(test.ring).open(sealed, Context.of("table", "patients", "column", "age")))
                .isEqualTo(ONE);
    }

    @Test
    void everyOtherChangeOfAColumnKeepsItsType() {
        byte[] sealed = patients.sealValue(NUMBER.withPadding(16), NONE, ONE);
        Context context = Context.of("table", "patients", "column", "age", "pad", "iso7816-4", "type", "i32");
        assertThat(Envelope.of(test.ring).open(sealed, context)).startsWith(ONE);
        for (Column column : new Column[] {
            NUMBER.withPadding(16).withoutRowKeys(), NUMBER.withoutRowKeys().withPadding(8)
        }) {
            assertThat(patients.open(column, sealed)).isEqualTo(ONE);
        }
        RowKey row = patients.newRowKey();
        byte[] cell = row.seal(NUMBER.withNonce(Column.Nonce.RANDOM), NONE, ONE);
        assertThat(patients.open(NUMBER.withoutSealedValues(), Bytes.concat(row.block(), cell)))
                .isEqualTo(ONE);
    }

    @Test
    void blindIndexesDoNotDependOnTheType() {
        assertThat(BlindIndex.ofColumn(test.ring, "default", "patients", NUMBER, 1, "exact")
                        .prefix(ONE))
                .isEqualTo(BlindIndex.ofColumn(test.ring, "default", "patients", TEXT, 1, "exact")
                        .prefix(ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "größe", "a\n", "\0"})
    void otherTextsAreNoIds(String id) {
        assertThatThrownBy(() -> TEXT.typed(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 to 255 visible ASCII characters");
        assertThatThrownBy(() -> TEXT.typed("x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
    }
}
