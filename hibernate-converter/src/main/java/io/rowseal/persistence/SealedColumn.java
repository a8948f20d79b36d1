package io.rowseal.persistence;

import io.rowseal.RowsealException;
import io.rowseal.keys.KeyRing;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of sealed values, each with a data key of its own. Thread safe. */
final class SealedColumn {

    private static final byte[] NO_INDEX = new byte[0];

    private final String table;
    private final Column column;
    private volatile @Nullable Keys keys;

    SealedColumn(String table, Column column) {
        if (table.isBlank() || column.name().isBlank()) {
            throw new IllegalArgumentException("a converter needs the names of its table and column: table '" + table
                    + "', column '" + column.name() + "'");
        }
        this.table = table.toLowerCase(Locale.ROOT);
        this.column = column.withoutRowKeys();
    }

    <T> byte[] seal(KeyRing ring, String scope, ValueCodec<T> codec, T value) {
        try {
            return keys(ring, scope).sealValue(column, NO_INDEX, codec.encode(value));
        } catch (RowsealException e) {
            throw FailureAt.column(table, column.name(), e);
        }
    }

    <T> T open(KeyRing ring, String scope, ValueCodec<T> codec, byte[] stored) {
        try {
            return codec.decode(keys(ring, scope).open(column, stored));
        } catch (RowsealException e) {
            throw FailureAt.column(table, column.name(), e);
        }
    }

    String sealText(KeyRing ring, String scope, ValueCodec<String> codec, String value) {
        return TableKeys.toText(seal(ring, scope, codec, value));
    }

    String openText(KeyRing ring, String scope, ValueCodec<String> codec, String stored) {
        // What is not ASCII is not text form either: the placeholder of the encoder is as good as any other character.
        return open(ring, scope, codec, stored.getBytes(StandardCharsets.US_ASCII));
    }

    /** Made anew only when the subclass changes the ring or the scope. */
    private TableKeys keys(KeyRing ring, String scope) {
        Keys current = keys;
        if (current == null
                || current.ring() != ring
                || !current.tableKeys().scope().equals(scope)) {
            current = new Keys(ring, TableKeys.of(ring, scope, table));
            keys = current;
        }
        return current.tableKeys();
    }

    @Override
    public String toString() {
        return table + "." + column;
    }

    private record Keys(KeyRing ring, TableKeys tableKeys) {}
}
