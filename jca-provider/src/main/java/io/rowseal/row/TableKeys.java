package io.rowseal.row;

import io.rowseal.Context;
import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.StoredColumn;
import io.rowseal.format.TextForm;
import io.rowseal.kek.ContentKeys;
import io.rowseal.kek.DataKeys;
import io.rowseal.kek.ExpiringCache;
import io.rowseal.kek.ExpiringCache.Slot;
import io.rowseal.kek.KeyHolder;
import io.rowseal.kek.Ring;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.message.Envelope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row keys of one table in one scope: the entry point to row encryption. One instance serves all rows and threads. It keeps
 * opened row keys in a bounded cache.
 *
 * <p>Only an INSERT creates a row key; an UPDATE writes back the loaded key, after {@link #current(byte[])}. A row without a
 * row key gets none and holds sealed values.
 */
public final class TableKeys implements AutoCloseable {

    private final DataKeys dataKeys;
    private final String scope;
    private final String table;
    private final byte[] contextPae;
    private final Envelope sealedValues;
    private final ExpiringCache<RowKey.Name, ContentKeys> opened;
    private final RowKey.Latest latest = new RowKey.Latest();
    private volatile boolean closed;

    /** The ring knows it as long as these keys live: it holds it weakly. */
    private final KeyHolder holder = this::close;

    private TableKeys(KeyRing ring, String scope, String table) {
        this.dataKeys = ring.internal(Ring.class).dataKeys();
        this.scope = KekRecord.requireScope(scope);
        this.table = table.toLowerCase(Locale.ROOT);
        this.contextPae = Pae.encode(Context.of("table", this.table).inScope(scope));
        this.sealedValues = Envelope.of(ring, scope);
        this.opened = new ExpiringCache<>(
                ring.policy().rowKeyCacheEntries(),
                ring.policy().cacheAge(),
                ring.internal(Ring.class).nanoClock(),
                ContentKeys::close);
    }

    /**
     * The row keys of a table.
     *
     * @param ring the key ring; stays the caller's to close
     * @param scope the scope of the rows, known to the caller and never taken from the data
     * @param table the physical table name, or the static name given instead; used in lower case
     * @return the row keys
     */
    public static TableKeys of(KeyRing ring, String scope, String table) {
        TableKeys keys = new TableKeys(ring, scope, table);
        ring.internal(Ring.class).closeWithRing(keys.holder);
        return keys;
    }

    /**
     * Creates the key of a new row.
     *
     * @return a fresh random key, wrapped by the KEK that encrypts now
     * @throws IllegalStateException if this, or the key ring, is closed
     */
    public RowKey newRowKey() {
        requireOpen(null);
        try (KeyBytes dataKey = dataKeys.random()) {
            DataKeys.Wrapped wrapped = dataKeys.wrap(scope, contextPae, dataKey);
            ContentKeys keys = ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.ROW_KEY_BLOCK, contextPae);
            Header block = Header.of(Kind.ROW_KEY_BLOCK, wrapped.kekId(), wrapped.bytes(), keys.commitment());
            RowKey created = new RowKey(this, block);
            created.openedAs(kept(opened.find(created.name(), absent -> keys)));
            return latest.now(created);
        }
    }

    /**
     * The key of a stored row. It is unwrapped when it is used.
     *
     * @param block the row-key block, 83 bytes
     * @return the row key
     * @throws io.rowseal.MalformedCiphertextException if the bytes are not a row-key block
     */
    public RowKey rowKey(byte[] block) {
        RowKey last = latest.get();
        return last != null && last.hasBlock(block)
                ? last
                : latest.now(new RowKey(this, Header.parseExactly(block, Kind.ROW_KEY_BLOCK)));
    }

    /**
     * The row-key block to store: the same data key, wrapped by the KEK that encrypts now. No store call while the KEKs are
     * cached.
     *
     * @param block the row-key block as loaded
     * @return the same bytes if its KEK is the active one, else the same data key under the active KEK
     * @throws io.rowseal.WrongContextException if the block does not belong to this scope and table
     */
    public byte[] current(byte[] block) {
        Header header = rowKey(block).header();
        if (dataKeys.isActive(scope, header.kekId())) {
            return block;
        }
        try (KeyBytes dataKey = unwrap(header)) {
            ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.ROW_KEY_BLOCK, contextPae)
                    .requireCommitment(header, where())
                    .close();
            DataKeys.Wrapped wrapped = dataKeys.wrap(scope, contextPae, dataKey);
            return header.rewrapped(wrapped.kekId(), wrapped.bytes()).toBytes();
        }
    }

    /**
     * Opens what a column read gave: {@code coalesce(row_key, X'FD') || column}, or the bare column where it is
     * {@link Column#withoutRowKeys()}.
     *
     * @param column the column
     * @param stored the bytes
     * @return the plaintext
     * @throws io.rowseal.MalformedCiphertextException if the bytes do not match the reading grammar
     * @throws io.rowseal.PlaintextFoundException if a character column holds plaintext
     * @throws io.rowseal.WrongContextException if they belong to another scope, table or column
     * @throws TamperedException if they were altered or moved, or are a sealed value in a column that is
     *     {@link Column#withoutSealedValues()}
     */
    public byte[] open(Column column, byte[] stored) {
        return open(column, parse(column, stored));
    }

    /**
     * Opens what a column read gave, as {@link #open(Column, byte[])} does, and also returns the index prefixes before the
     * value. They are authentic, because the value's tag covers them.
     *
     * @param column the column
     * @param stored the bytes
     * @return the value and its prefixes
     */
    public IndexedValue openIndexed(Column column, byte[] stored) {
        StoredColumn parsed = parse(column, stored);
        byte[] plaintext = open(column, parsed);
        return new IndexedValue(
                plaintext, Arrays.copyOfRange(parsed.body(), parsed.prefixOffset(), parsed.valueOffset()));
    }

    /** The columns of a row begin with one block: what the thread parsed last is taken where these very bytes stand again. */
    private StoredColumn parse(Column column, byte[] stored) {
        RowKey last = latest.get();
        return column.parse(stored, last == null ? null : last.header());
    }

    private RowKey rowKey(Header block) {
        RowKey last = latest.get();
        return last != null && last.header() == block ? last : latest.now(new RowKey(this, block));
    }

    private byte[] open(Column column, StoredColumn parsed) {
        Header block = parsed.rowKeyBlock();
        if (!parsed.sealedValue() && block != null) {
            return rowKey(block).open(column, parsed);
        }
        if (!column.sealedValuesAllowed()) {
            throw new TamperedException(
                    "column '" + column + "' of table '" + table + "' holds a sealed value, which nothing"
                            + " ties to its row and which is refused there (with Hibernate by the setting"
                            + " rowseal.sealed_values=reject): if the application wrote it, call RowKeys.give for the row, else"
                            + " restore the column from a backup");
        }
        byte[] prefixed = parsed.prefixOffset() == 0
                ? parsed.body()
                : Arrays.copyOfRange(parsed.body(), parsed.prefixOffset(), parsed.body().length);
        return column.unpad(sealedValues.openIndexed(prefixed, parsed.prefixLength(), column.context(table)));
    }

    /**
     * Encrypts a stored value again under the key of its row, with its index prefixes.
     *
     * @param column the column
     * @param stored the bytes, as {@link #open} takes them
     * @param rowKey the key of the row
     * @return prefixes and cell
     * @throws io.rowseal.MalformedCiphertextException if the bytes do not match the reading grammar
     * @throws io.rowseal.PlaintextFoundException if a character column holds plaintext
     * @throws io.rowseal.WrongContextException if they belong to another scope, table or column
     * @throws TamperedException if they were altered or moved
     */
    public byte[] reseal(Column column, byte[] stored, RowKey rowKey) {
        byte[] plaintext = open(column, stored);
        try {
            StoredColumn parsed = parse(column, stored);
            int start = parsed.prefixOffset();
            byte[] prefixes = Arrays.copyOfRange(parsed.body(), start, start + parsed.prefixLength());
            return rowKey.seal(column, prefixes, plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /**
     * Returns the plaintext that a column read gave, for a character column that still holds earlier plaintext. Text that
     * begins with a byte of the format is never plaintext, nor is {@code rs1.} followed only by base64 characters: {@link
     * #open} reads or refuses it. Plaintext proves nothing about its origin.
     *
     * @param column the column
     * @param stored the bytes, as {@link #open} takes them
     * @return the UTF-8 bytes of the plaintext; empty if it is not plaintext, and for every binary column
     * @throws io.rowseal.MalformedCiphertextException if the bytes do not begin as the reading grammar says
     */
    public static Optional<byte[]> plaintext(Column column, byte[] stored) {
        int offset = column.plaintextOffset(stored);
        return offset == StoredColumn.NO_PLAINTEXT
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(stored, offset, stored.length));
    }

    /**
     * Whether {@link #plaintext} would treat a plaintext as a ciphertext, so that it must not be stored as plaintext.
     *
     * @param plaintext UTF-8 bytes
     * @return whether it is {@code rs1.} followed only by base64 characters
     */
    public static boolean looksEncrypted(byte[] plaintext) {
        return TextForm.isClaimed(plaintext, 0);
    }

    /**
     * Whether the bytes of a bare column have the form of a cell or a sealed value. Opens nothing. Bytes of another origin can
     * have that form by chance: in a binary column one in some hundred values of random bytes.
     *
     * @param stored the bytes of the column, of a character column in UTF-8
     * @param text whether it is a character column
     * @return whether they have that form
     */
    public static boolean looksStored(byte[] stored, boolean text) {
        return StoredColumn.looksStored(stored, text);
    }

    /**
     * Whether a column read gave a sealed value, which contains its own data key.
     *
     * @param column the column
     * @param stored the bytes
     * @return true for a sealed value, false for a cell
     */
    public boolean isSealedValue(Column column, byte[] stored) {
        return parse(column, stored).sealedValue();
    }

    /**
     * Encrypts a value that has no row key. The result contains its own wrapped data key.
     *
     * @param column the column
     * @param indexPrefixes 0 to 8 index prefixes of 18 bytes
     * @param plaintext at most 16 MiB
     * @return prefixes and sealed value, 99 bytes longer than prefixes and plaintext
     * @throws IllegalArgumentException if the column is {@link Column#withoutSealedValues()}
     */
    public byte[] sealValue(Column column, byte[] indexPrefixes, byte[] plaintext) {
        if (!column.sealedValuesAllowed()) {
            throw new IllegalArgumentException("column '" + column + "' of table '" + table
                    + "' takes no sealed values: encrypt under the key of the row");
        }
        return sealedValues.sealIndexed(column.pad(plaintext), column.context(table), indexPrefixes);
    }

    /**
     * The text a character column stores.
     *
     * @param sealed what {@link RowKey#seal} or {@link #sealValue} returned
     * @return ASCII text: {@code rs1.} and base64url
     */
    public static String toText(byte[] sealed) {
        return TextForm.encode(sealed);
    }

    /**
     * How many bytes or characters a column needs.
     *
     * @param plaintextBytes longest plaintext in bytes
     * @param indexPrefixes how many blind indexes the column has
     * @param text whether it is a character column
     * @return bytes of a binary, characters of a character column, sufficient for sealed values too
     */
    public static long columnLength(long plaintextBytes, int indexPrefixes, boolean text) {
        long bytes = plaintextBytes + Layout.SEALED_VALUE_OVERHEAD + (long) indexPrefixes * Layout.INDEX_PREFIX_BYTES;
        return text ? TextForm.encodedLength(bytes) : bytes;
    }

    /**
     * The table's static name.
     *
     * @return in lower case
     */
    public String table() {
        return table;
    }

    /**
     * The scope of the rows.
     *
     * @return the scope
     */
    public String scope() {
        return scope;
    }

    Primitives primitives() {
        return dataKeys.primitives();
    }

    /**
     * The opened key of a row.
     *
     * @param found what this returned for the row before; null at first
     */
    Slot<ContentKeys> opened(RowKey rowKey, @Nullable Slot<ContentKeys> found) {
        requireOpen(null);
        Slot<ContentKeys> present = found != null && opened.still(found) != null
                ? found
                : kept(opened.find(rowKey.name(), absent -> openBlock(rowKey.header())));
        dataKeys.requireUsable(rowKey.kekId());
        return present;
    }

    /** What entered the cache while this was closed nobody else would wipe. */
    private Slot<ContentKeys> kept(Slot<ContentKeys> found) {
        if (closed) {
            opened.clear();
            ContentKeys keys = found.value();
            if (keys != null) {
                keys.close();
            }
            requireOpen(null);
        }
        return found;
    }

    private ContentKeys openBlock(Header block) {
        try (KeyBytes dataKey = unwrap(block)) {
            return ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.ROW_KEY_BLOCK, contextPae)
                    .requireCommitment(block, where());
        }
    }

    private KeyBytes unwrap(Header block) {
        return dataKeys.unwrap(scope, contextPae, block.kekId(), block.wrappedKey());
    }

    private String where() {
        return "scope '" + scope + "' and table '" + table + "'";
    }

    void requireOpen(@Nullable WipedKeyException cause) {
        if (closed) {
            throw new IllegalStateException(
                    "the keys of table '" + table + "' are closed, or their key ring is", cause);
        }
    }

    /** Wipes the opened row keys. */
    @Override
    public void close() {
        closed = true;
        opened.clear();
    }

    @Override
    public String toString() {
        return "TableKeys[" + where() + "]";
    }
}
