package io.rowseal.row;

import static io.rowseal.format.Layout.CELL_MAGIC;
import static io.rowseal.format.Layout.CELL_OVERHEAD;
import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.NONCE_BYTES;

import io.rowseal.TamperedException;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.IndexPrefix;
import io.rowseal.format.StoredColumn;
import io.rowseal.kek.ContentKeys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;

/**
 * The data key of one row. Its wrapped form, the row-key block of 83 bytes, is stored in the row; cells are sealed and opened
 * under it.
 *
 * <p><b>Security guarantees.</b> A cell opens only under the key of its row, in its column, with its index prefixes; it refuses
 * an altered cell, and a cell moved from another row or column. It does not detect a whole row copied over another, or a cell
 * put back to an earlier value of the same row and column. Immutable and thread safe. Its key material may be dropped from
 * memory at any time; it loads the material again when needed.
 */
public final class RowKey {

    private final TableKeys table;
    private final Header block;

    RowKey(TableKeys table, Header block) {
        this.table = table;
        this.block = block;
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
                            + block.kekId()
                            + " is not authentic: it was altered, or moved from another row or column: restore"
                            + " the row from a backup. If no value of the column opens, its type or name was changed, or padding"
                            + " was added or removed: give the former type, name and padding",
                    e);
        }
    }

    /** Key material that was dropped between the look-up and its use is loaded again. */
    private <T> T withKeys(Function<ContentKeys, T> operation) {
        while (true) {
            ContentKeys keys = table.contentKeys(block);
            try {
                return operation.apply(keys);
            } catch (WipedKeyException e) {
                table.requireOpen(e);
            }
        }
    }

    @Override
    public String toString() {
        return "RowKey[table=" + table.table() + " kekId=" + block.kekId() + "]";
    }
}
