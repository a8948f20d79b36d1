package io.rowseal.hibernate.internal.scope;

import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Seals what goes to the second-level and query caches: {@code row-key block || cell} under one data key of this
 * SessionFactory. Equal values of one attribute have equal bytes, which keys of the query cache need. The bytes carry their
 * wrapped key, so a clustered cache can be read by every node with the same key ring. Thread safe.
 */
public final class CacheSeal {

    /** The table name these bytes are bound to; no table of a database has it. */
    static final String TABLE = "!cache";

    private static final byte[] NO_PREFIX = {};

    private final TableKeys keys;
    private volatile @Nullable RowKey rowKey;

    CacheSeal(TableKeys keys) {
        this.keys = keys;
    }

    public byte[] seal(Column place, byte[] plaintext) {
        RowKey key = currentKey();
        byte[] block = key.block();
        byte[] cell = key.seal(place, NO_PREFIX, plaintext);
        byte[] sealed = Arrays.copyOf(block, block.length + cell.length);
        System.arraycopy(cell, 0, sealed, block.length, cell.length);
        return sealed;
    }

    public byte[] open(Column place, byte[] sealed) {
        return keys.open(place, sealed);
    }

    private synchronized RowKey currentKey() {
        RowKey present = rowKey;
        if (present == null) {
            present = keys.newRowKey();
        } else {
            byte[] block = present.block();
            byte[] current = keys.current(block);
            if (Arrays.equals(block, current)) {
                return present;
            }
            present = keys.rowKey(current);
        }
        rowKey = present;
        return present;
    }
}
