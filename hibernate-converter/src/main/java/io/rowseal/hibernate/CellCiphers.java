package io.rowseal.hibernate;

import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/** The ciphers of one attribute: one for each scope that its rows are in, made when it is first used. Thread safe. */
final class CellCiphers {

    private final EncryptionRuntime runtime;
    private final EntityScope scope;
    private final StoredPlace place;
    private final Column column;
    private final @Nullable AttributeIndex index;
    private final Map<String, CellCipher> byScope = new ConcurrentHashMap<>();

    /**
     * The ciphers of an attribute.
     *
     * @param place where its values are
     * @param column its column as it is written
     * @param index the blind index, null without one
     */
    CellCiphers(
            EncryptionRuntime runtime,
            EntityScope scope,
            StoredPlace place,
            Column column,
            @Nullable AttributeIndex index) {
        this.runtime = runtime;
        this.scope = scope;
        this.place = place;
        this.column = column;
        this.index = index;
        runtime.tableOf(scope, place.table());
    }

    /** The ciphers of the same attribute in a table without row keys and blind indexes. */
    CellCiphers copiedTo(String attribute, String staticTable, String staticColumn) {
        StoredPlace copied = new StoredPlace(
                attribute, staticTable, staticColumn, place.text(), false, place.padTo(), place.encoding(), false);
        return new CellCiphers(runtime, scope, copied, copied.rowColumn(), null);
    }

    /** The cipher for the rows that a session reads and writes; rows that are not those of tenants need none. */
    CellCipher of(@Nullable WrapperOptions session) {
        return ofScope(scope.of(session));
    }

    /** The cipher for rows of a scope, for checks that know it without a session. */
    CellCipher ofScope(String wanted) {
        CellCipher present = byScope.get(wanted);
        return present != null ? present : byScope.computeIfAbsent(wanted, this::in);
    }

    private CellCipher in(String wanted) {
        return new CellCipher(
                place,
                runtime.keys(wanted),
                column,
                readColumn(),
                index == null ? null : index.keyedHash().apply(wanted),
                index == null ? null : index.use());
    }

    private Column readColumn() {
        return place.rowKeyed() ? runtime.options().readable(column) : column;
    }

    EntityScope scope() {
        return scope;
    }

    /** Where the values are. */
    StoredPlace place() {
        return place;
    }

    /** The plaintext that a column still holds, for modes that read it. */
    Optional<byte[]> plaintext(byte[] stored) {
        return TableKeys.plaintext(readColumn(), stored);
    }
}
