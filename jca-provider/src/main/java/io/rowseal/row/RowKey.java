package io.rowseal.row;

import static io.rowseal.format.Layout.CELL_MAGIC;
import static io.rowseal.format.Layout.CELL_OVERHEAD;
import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.NONCE_BYTES;

import io.rowseal.KekId;
import io.rowseal.TamperedException;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.IndexPrefix;
import io.rowseal.format.Layout;
import io.rowseal.format.StoredColumn;
import io.rowseal.kek.ContentKeys;
import io.rowseal.kek.ExpiringCache.Slot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * The data key of one row. Its wrapped form, the row-key block of 83 bytes, is stored in the row; cells are sealed and opened
 * under it.
 *
 * <p><b>Security guarantees.</b> A cell opens only under the key of its row, in its column, with its index prefixes; it refuses
 * an altered cell, and a cell moved from another row or column. It does not detect a whole row copied over another, or a cell
 * put back to an earlier value of the same row and column. Thread safe. Its key material may be dropped from
 * memory at any time; it loads the material again when needed.
 */
public final class RowKey {

    private final TableKeys table;
    private final Header block;
    private final Name name;
    private final KekId kekId;

    /** Where its key is in the cache of the table, looked up once; the age of the key and its KEK are checked at every use. */
    private volatile @Nullable Slot<ContentKeys> opened;

    RowKey(TableKeys table, Header block) {
        this.table = table;
        this.block = block;
        this.name = new Name(block.toBytes());
        this.kekId = block.kekId();
    }

    /**
     * The row-key block as stored in the column {@code row_key}.
     *
     * @return a copy of 83 bytes
     */
    public byte[] block() {
        return block.toBytes();
    }

    Header header() {
        return block;
    }

    KekId kekId() {
        return kekId;
    }

    Name name() {
        return name;
    }

    void openedAs(Slot<ContentKeys> found) {
        opened = found;
    }

    boolean hasBlock(byte[] stored) {
        return stored.length == Layout.HEADER_BYTES && block.isAt(stored, 0);
    }

    /**
     * Encrypts a value of this row.
     *
     * @param column the column
     * @param indexPrefixes 0 to 8 index prefixes of 18 bytes; empty if the column has no blind index
     * @param plaintext at most 16 MiB
     * @return prefixes and cell, 29 bytes longer than prefixes and plaintext with its padding, if the column pads
     */
    public byte[] seal(Column column, byte[] indexPrefixes, byte[] plaintext) {
        IndexPrefix.requirePrefixes(indexPrefixes);
        if (plaintext.length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("a cell of column '" + column + "' holds at most " + MAX_PLAINTEXT_BYTES
                    + " bytes, not " + plaintext.length);
        }
        // A copy: nonce and ciphertext are made of it one after the other, and a plaintext that changed in between
        // would come under the nonce of another one.
        byte[] copy = plaintext.clone();
        byte[] own = column.pad(copy);
        try {
            return withKeys(keys -> seal(keys, column, indexPrefixes, own));
        } finally {
            Arrays.fill(own, (byte) 0);
            Arrays.fill(copy, (byte) 0);
        }
    }

    private byte[] seal(ContentKeys keys, Column column, byte[] indexPrefixes, byte[] plaintext) {
        Primitives primitives = table.primitives();
        byte[] associatedData = AssociatedData.ofCell(indexPrefixes, 0, indexPrefixes.length, column.pae());
        boolean random = column.nonce() == Column.Nonce.RANDOM;
        byte[] nonce =
                random ? primitives.random(NONCE_BYTES) : derivedNonce(primitives, keys, associatedData, plaintext);
        byte[] output = Arrays.copyOf(indexPrefixes, indexPrefixes.length + CELL_OVERHEAD + plaintext.length);
        int cell = indexPrefixes.length;
        output[cell] = CELL_MAGIC;
        System.arraycopy(nonce, 0, output, cell + 1, NONCE_BYTES);
        int sealed = cell + 1 + NONCE_BYTES;
        if (random) {
            primitives.aesGcmSeal(keys.contentKey(), nonce, associatedData, plaintext, output, sealed);
        } else {
            primitives.aesGcmSealDerived(keys.contentKey(), nonce, associatedData, plaintext, output, sealed);
        }
        return output;
    }

    /**
     * Everything that enters the associated data enters the nonce too, so that one nonce never meets two plaintexts or two
     * associated data under one key.
     */
    private static byte[] derivedNonce(
            Primitives primitives, ContentKeys keys, byte[] associatedData, byte[] plaintext) {
        byte[] length =
                ByteBuffer.allocate(Integer.BYTES).putInt(associatedData.length).array();
        return Arrays.copyOf(primitives.hmacSha256(keys.nonceKey(), length, associatedData, plaintext), NONCE_BYTES);
    }

    byte[] open(Column column, StoredColumn stored) {
        return column.unpad(withKeys(keys -> open(keys, column, stored)));
    }

    private byte[] open(ContentKeys keys, Column column, StoredColumn stored) {
        byte[] body = stored.body();
        int nonceOffset = stored.valueOffset() + 1;
        int sealedOffset = nonceOffset + NONCE_BYTES;
        byte[] nonce = Arrays.copyOfRange(body, nonceOffset, sealedOffset);
        byte[] associatedData = AssociatedData.ofCell(body, stored.prefixOffset(), stored.prefixLength(), column.pae());
        try {
            // A copy, so that what is decrypted is what was verified, whoever changes the caller's array meanwhile.
            byte[] sealed = Arrays.copyOfRange(body, sealedOffset, body.length);
            return table.primitives().aesGcmOpen(keys.contentKey(), nonce, associatedData, sealed, 0, sealed.length);
        } catch (AEADBadTagException e) {
            throw new TamperedException(
                    "a cell of column '" + column + "' in table '" + table.table() + "' under kekId "
                            + kekId
                            + " is not authentic: it was altered, or moved from another row or column: restore"
                            + " the row from a backup. If no value of the column opens, its type or name was changed, or padding"
                            + " was added or removed: give the former type, name and padding",
                    e);
        }
    }

    /** Key material that was dropped between the look-up and its use is loaded again. */
    private <T> T withKeys(Function<ContentKeys, T> operation) {
        while (true) {
            Slot<ContentKeys> found = table.opened(this, opened);
            opened = found;
            try {
                return operation.apply(Objects.requireNonNull(found.value()));
            } catch (WipedKeyException e) {
                opened = null;
                table.requireOpen(e);
            }
        }
    }

    @Override
    public String toString() {
        return "RowKey[table=" + table.table() + " kekId=" + kekId + "]";
    }

    /** All 83 bytes are the name of an opened key, so that a block with an altered wrap never finds one. Hashed once. */
    static final class Name {

        private final byte[] bytes;
        private final int hash;

        private Name(byte[] bytes) {
            this.bytes = bytes;
            this.hash = Arrays.hashCode(bytes);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this || (other instanceof Name that && Arrays.equals(bytes, that.bytes));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /**
     * The row keys of one table that threads used last, by which the values of a row parse and hash its block once. They are
     * compared by all bytes of their blocks before they are used, hold no key material, and belong to the table, not to the
     * threads: threads that share a place only parse more often. Thread safe.
     */
    static final class Latest {

        private static final int PLACES = 16;

        private final AtomicReferenceArray<@Nullable RowKey> places = new AtomicReferenceArray<>(PLACES);

        @Nullable
        RowKey get() {
            return places.getAcquire(place());
        }

        RowKey now(RowKey rowKey) {
            places.setRelease(place(), rowKey);
            return rowKey;
        }

        private static int place() {
            return (int) Thread.currentThread().getId() & (PLACES - 1);
        }
    }
}
