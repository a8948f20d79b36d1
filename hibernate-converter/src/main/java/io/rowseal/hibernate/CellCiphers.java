package io.rowseal.hibernate;

import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/** The ciphers of one attribute: one for each scope that its rows are in, made when it is first used. Thread safe. */
final class CellCiphers {

    private final EncryptionRuntime runtime;
    private final EntityScope scope;
    private final StoredPlace place;
    private final Column column;
    private final @Nullable Function<String, BlindIndex> index;
    private final @Nullable IndexUse indexUse;
    private final Map<String, CellCipher> byScope = new ConcurrentHashMap<>();

    /**
     * The ciphers of an attribute.
     *
     * @param place where its values are
     * @param column its column as it is written
     * @param index makes the blind index of a scope, null without one
     * @param indexUse compares the indexes of what is read, null without one
     */
    CellCiphers(
            EncryptionRuntime runtime,
            EntityScope scope,
            StoredPlace place,
            Column column,
            @Nullable Function<String, BlindIndex> index,
            @Nullable IndexUse indexUse) {
        this.runtime = runtime;
        this.scope = scope;
        this.place = place;
        this.column = column;
        this.index = index;
        this.indexUse = indexUse;
        runtime.tableOf(scope, place.table());
    }

    /** The ciphers of the same attribute in a table without row keys and blind indexes. */
    CellCiphers copiedTo(String attribute, String staticTable, String staticColumn) {
        StoredPlace copied = new StoredPlace(
                attribute, staticTable, staticColumn, place.text(), false, place.padTo(), place.encoding(), false);
        return new CellCiphers(runtime, scope, copied, copied.rowColumn(), null, null);
    }

    /** The cipher for the rows that a session reads and writes; rows that are not those of tenants need none. */
    CellCipher of(@Nullable WrapperOptions session) {
        String wanted = scope.of(session);
        CellCipher present = byScope.get(wanted);
        return present != null ? present : byScope.computeIfAbsent(wanted, this::in);
    }

    private CellCipher in(String wanted) {
        return new CellCipher(
                place,
                runtime.keys(wanted),
                column,
                readColumn(),
                index == null ? null : index.apply(wanted),
                indexUse);
    }

    private Column readColumn() {
        return place.rowKeyed() ? runtime.readable(column) : column;
    }

    EntityScope scope() {
        return scope;
    }

    boolean hasIndex() {
        return index != null;
    }

    /** Compares the indexes of what is read, null without an index. */
    @Nullable
    IndexUse indexUse() {
        return indexUse;
    }

    /** What values in caches are bound to. */
    Column cachePlace() {
        return place.cachePlace();
    }

    /** The plaintext that a column still holds, for modes that read it. */
    Optional<byte[]> plaintext(byte[] stored) {
        return TableKeys.plaintext(readColumn(), stored);
    }
}
