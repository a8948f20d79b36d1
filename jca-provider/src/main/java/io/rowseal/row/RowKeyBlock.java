package io.rowseal.row;

import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a column read joins a row-key block and a column: {@code coalesce(row_key, X'FD') || column}. For readers of rows. This
 * class opens nothing and authenticates nothing. The layout never changes.
 */
public final class RowKeyBlock {

    /** Bytes of every row-key block. */
    public static final int BYTES = Layout.HEADER_BYTES;

    private static final int COMMITMENT_AT = BYTES - Layout.COMMITMENT_BYTES;

    private RowKeyBlock() {}

    /**
     * Joins the values of the two columns as a column read does. A row key of another length counts as none: with an empty one
     * the column value could begin with its own row key.
     *
     * @param rowKey the column {@code row_key}, null if it is
     * @param column the bare column
     * @return a new array for {@link TableKeys#open}
     */
    public static byte[] join(byte @Nullable [] rowKey, byte[] column) {
        byte[] start = rowKey != null && rowKey.length == BYTES ? rowKey : new byte[] {Layout.NO_ROW_KEY};
        byte[] read = Arrays.copyOf(start, start.length + column.length);
        System.arraycopy(column, 0, read, start.length, column.length);
        return read;
    }

    /**
     * The bare column in a result of {@link #join}.
     *
     * @param read what it gave
     * @return a new array
     */
    public static byte[] column(byte[] read) {
        return Arrays.copyOfRange(read, read[0] == Layout.NO_ROW_KEY ? 1 : BYTES, read.length);
    }

    /**
     * Whether bytes begin like a result of {@link #join}: with a row-key block, or with the mark for none.
     *
     * @param read what a column read gave
     * @return false if it is a bare column
     */
    public static boolean begins(byte[] read) {
        if (read.length > 0 && read[0] == Layout.NO_ROW_KEY) {
            return true;
        }
        return read.length > 2 && read[0] == Layout.HEADER_MAGIC && read[2] == Kind.ROW_KEY_BLOCK.code();
    }

    /**
     * Whether two blocks commit to one data key, however it is wrapped.
     *
     * @param first one column {@code row_key}
     * @param second another
     * @return whether cells under the one open under the other; if either is not a block, whether the bytes are the same
     */
    public static boolean isSameDataKey(byte[] first, byte[] second) {
        if (first.length != BYTES || second.length != BYTES) {
            return Arrays.equals(first, second);
        }
        return Arrays.equals(first, COMMITMENT_AT, BYTES, second, COMMITMENT_AT, BYTES);
    }

    /**
     * Whether a bare column begins as a cell does.
     *
     * @param column the bare column
     * @return false if it begins like an index prefix or a sealed value, or is not from this library
     */
    public static boolean isCell(byte[] column) {
        return column.length > 0 && column[0] == Layout.CELL_MAGIC;
    }
}
