package io.rowseal.row;

import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a row-key block and a column stand together in what a column read gives: {@code coalesce(row_key, X'FD') || column}. For
 * those who read rows; nothing is opened here, and nothing is known to be authentic. These bytes never change.
 */
public final class RowKeyBlock {

    /** Bytes of every row-key block. */
    public static final int BYTES = Layout.HEADER_BYTES;

    private static final int COMMITMENT_AT = BYTES - Layout.COMMITMENT_BYTES;

    private RowKeyBlock() {}

    /**
     * What a column read gives, from what the two columns hold. A row key of another length counts as none: an empty one would
     * let the column begin with a row key of its own.
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
     * The bare column of what {@link #join} gives.
     *
     * @param read what it gave
     * @return a new array
     */
    public static byte[] column(byte[] read) {
        return Arrays.copyOfRange(read, read[0] == Layout.NO_ROW_KEY ? 1 : BYTES, read.length);
    }

    /**
     * Whether bytes begin as {@link #join} lets them: with a row-key block, or with what stands for none.
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
     * @return whether cells under the one open under the other; where one is no block, whether the bytes are the same
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
     * @return false if it begins as an index prefix or a sealed value, or as nothing of this library
     */
    public static boolean isCell(byte[] column) {
        return column.length > 0 && column[0] == Layout.CELL_MAGIC;
    }
}
