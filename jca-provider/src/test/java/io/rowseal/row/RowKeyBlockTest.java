package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.testing.TestRing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowKeyBlockTest {

    private static final Column NAME = Column.binary("name");
    private static final byte[] VALUE = {1, 2, 3};

    private final TestRing test = new TestRing();
    private final TableKeys table = TableKeys.of(test.ring, "default", "patients");
    private final RowKey row = table.newRowKey();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatIsJoinedOpensAndComesApartAgain() {
        byte[] cell = row.seal(NAME, new byte[0], VALUE);
        byte[] read = RowKeyBlock.join(row.block(), cell);
        assertThat(table.open(NAME, read)).isEqualTo(VALUE);
        assertThat(RowKeyBlock.begins(read)).isTrue();
        assertThat(RowKeyBlock.column(read)).isEqualTo(cell);
        assertThat(RowKeyBlock.isCell(cell)).isTrue();
        assertThat(RowKeyBlock.begins(cell)).isFalse();
    }

    @Test
    void aRowKeyOfAnotherLengthCountsAsNone() {
        byte[] sealed = table.sealValue(NAME, new byte[0], VALUE);
        for (byte[] rowKey : new byte[][] {null, {}, new byte[82], new byte[84]}) {
            byte[] read = RowKeyBlock.join(rowKey, sealed);
            assertThat(read).startsWith((byte) 0xFD).hasSize(1 + sealed.length);
            assertThat(RowKeyBlock.begins(read)).isTrue();
            assertThat(RowKeyBlock.column(read)).isEqualTo(sealed);
            assertThat(table.open(NAME, read)).isEqualTo(VALUE);
        }
        assertThat(RowKeyBlock.isCell(sealed)).isFalse();
        assertThat(RowKeyBlock.begins(sealed))
                .as("a sealed value begins as a block does, with another kind")
                .isFalse();
    }

    @Test
    void oneDataKeyIsTheSameHoweverItIsWrapped() {
        byte[] block = row.block();
        test.ring.rotateKek(KeyRing.DEFAULT_SCOPE);
        byte[] rewrapped = table.current(block);
        assertThat(rewrapped).isNotEqualTo(block);
        assertThat(RowKeyBlock.isSameDataKey(block, rewrapped)).isTrue();
        assertThat(RowKeyBlock.isSameDataKey(block, table.newRowKey().block())).isFalse();
        assertThat(RowKeyBlock.isSameDataKey(block, new byte[3])).isFalse();
        assertThat(RowKeyBlock.isSameDataKey(new byte[3], new byte[3])).isTrue();
        assertThat(RowKeyBlock.BYTES).isEqualTo(block.length);
    }
}
