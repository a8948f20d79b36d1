package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/** The ciphers of one attribute: one for each scope that its rows are in, made when it is first used. Thread safe. */
public final class CellCiphers {

    private final KeyScopes keyScopes;
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
    public CellCiphers(
            KeyScopes keyScopes, EntityScope scope, StoredPlace place, Column column, @Nullable AttributeIndex index) {
        this.keyScopes = keyScopes;
        this.scope = scope;
        this.place = place;
        this.column = column;
        this.index = index;
        keyScopes.tableOf(scope, place.table());
    }

    /** The ciphers of the same attribute in a table without row keys and blind indexes. */
    CellCiphers copiedTo(String attribute, String staticTable, String staticColumn) {
        StoredPlace copied = new StoredPlace(
                attribute, staticTable, staticColumn, place.text(), false, place.padTo(), place.encoding(), false);
        return new CellCiphers(keyScopes, scope, copied, copied.rowColumn(), null);
    }

    /** The cipher for the rows that a session reads and writes; rows that are not those of tenants need none. */
    public CellCipher of(@Nullable WrapperOptions session) {
        return ofScope(scope.of(session));
    }

    /** The cipher for rows of a scope, for checks that know it without a session. */
    public CellCipher ofScope(String wanted) {
        CellCipher present = byScope.get(wanted);
        return present != null ? present : byScope.computeIfAbsent(wanted, this::in);
    }

    private CellCipher in(String wanted) {
        return new CellCipher(
                place,
                keyScopes.keys(wanted),
                column,
                readColumn(),
                index == null ? null : index.keyedHash().apply(wanted),
                index == null ? null : index.use());
    }

    private Column readColumn() {
        return place.rowKeyed() ? keyScopes.options().readable(column) : column;
    }

    public EntityScope scope() {
        return scope;
    }

    /** Where the values are. */
    StoredPlace place() {
        return place;
    }

    /** The plaintext that a column still holds, for modes that read it. */
    public Optional<byte[]> plaintext(byte[] stored) {
        return TableKeys.plaintext(readColumn(), stored);
    }
}
