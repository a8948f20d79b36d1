package io.rowseal.row;

import io.rowseal.Context;
import io.rowseal.format.IndexPrefix;
import io.rowseal.format.Layout;
import io.rowseal.format.Pae;
import io.rowseal.format.TextForm;
import io.rowseal.kek.DataKeys;
import io.rowseal.kek.Ring;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * A blind index: a keyed hash of a value, stored before the cell. Searches use it to find equal values without decrypting.
 *
 * <p><b>Security guarantees.</b> Without the index root key nothing about a value can be computed from its index. Anyone who
 * can read the table sees which rows of one scope and domain hold equal values, and how often. The index has 128 bits: among
 * 10^9 values the chance that two different values collide is 2^-69. HMAC-SHA-256 (RFC 2104) under a key derived with HKDF (RFC
 * 5869). Immutable and thread safe.
 */
public final class BlindIndex {

    /** Bytes of what a query compares: epoch and blind index. */
    public static final int QUERY_BYTES = Layout.INDEX_PREFIX_BYTES - 1;

    /** Characters of that in a character column. */
    public static final int QUERY_CHARACTERS = TextForm.INDEX_PREFIX_CHARACTERS;

    /** Of the epoch in a prefix. */
    private static final int EPOCH_OFFSET = 1;

    private final DataKeys dataKeys;
    private final String scope;
    private final byte[] domain;
    private final int epoch;
    private final byte[] normalizer;

    private BlindIndex(KeyRing ring, String scope, byte[] domain, int epoch, String normalizerId) {
        byte[] id = normalizerId.getBytes(StandardCharsets.US_ASCII);
        if (id.length == 0 || id.length > 255) {
            throw new IllegalArgumentException(
                    "the id of a normalizer has 1 to 255 ASCII characters, not " + id.length);
        }
        this.dataKeys = ring.internal(Ring.class).dataKeys();
        this.scope = KekRecord.requireScope(scope);
        this.domain = domain;
        this.epoch = epoch;
        this.normalizer = new byte[1 + id.length];
        normalizer[0] = (byte) id.length;
        System.arraycopy(id, 0, normalizer, 1, id.length);
    }

    /**
     * The blind index of one column, comparable within that column only.
     *
     * @param ring the key ring; stays the caller's to close
     * @param scope the scope that has the index root key
     * @param table static name of the table
     * @param column the column
     * @param epoch 0 to 255; the first is 1
     * @param normalizerId names how the caller normalizes values; 1 to 255 ASCII characters
     * @return the blind index
     */
    public static BlindIndex ofColumn(
            KeyRing ring, String scope, String table, Column column, int epoch, String normalizerId) {
        byte[] domain = Pae.encode(Context.of("table", table.toLowerCase(Locale.ROOT), "column", column.name()));
        return new BlindIndex(ring, scope, domain, epoch, normalizerId);
    }

    /**
     * A blind index that several columns share, so that they can be joined and compared.
     *
     * @param ring the key ring; stays the caller's to close
     * @param scope the scope that has the index root key
     * @param sharedDomain the name all these columns give
     * @param epoch 0 to 255; the first is 1
     * @param normalizerId names how the caller normalizes values; 1 to 255 ASCII characters
     * @return the blind index
     */
    public static BlindIndex shared(KeyRing ring, String scope, String sharedDomain, int epoch, String normalizerId) {
        return new BlindIndex(ring, scope, Pae.encode(Context.of("shared", sharedDomain)), epoch, normalizerId);
    }

    /**
     * The prefix of a cell or sealed value.
     *
     * @param normalized the normalized value
     * @return 18 bytes: {@code 0xF7 | epoch | blind index}
     */
    public byte[] prefix(byte[] normalized) {
        return IndexPrefix.encode(epoch, dataKeys.blindIndexMac(scope, domain, epoch, normalizer, normalized));
    }

    /**
     * What a query compares with the index column of a binary column.
     *
     * @param normalized the normalized value
     * @return 17 bytes: epoch and blind index
     */
    public byte[] query(byte[] normalized) {
        byte[] prefix = prefix(normalized);
        return Arrays.copyOfRange(prefix, 1, prefix.length);
    }

    /**
     * What a query compares with the index column of a character column.
     *
     * @param normalized the normalized value
     * @return 24 characters of base64url
     */
    public String queryText(byte[] normalized) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(prefix(normalized));
    }

    /**
     * Compares the index that was stored with a value with the one that searches compute. Searches use only the first prefix.
     * This method uses no key unless the value has a prefix of this epoch.
     *
     * @param value an opened value, with what was stored before it
     * @return whether they agree, and if not, why
     */
    public IndexAgreement agreement(IndexedValue value) {
        byte[] prefixes = value.indexPrefixes();
        if (prefixes.length == 0) {
            return IndexAgreement.MISSING;
        }
        if (prefixes[EPOCH_OFFSET] != (byte) epoch) {
            return IndexAgreement.OTHER_EPOCH;
        }
        byte[] own = prefix(value.plaintext());
        return Arrays.equals(own, 0, own.length, prefixes, 0, own.length)
                ? IndexAgreement.SAME
                : IndexAgreement.OTHER_INDEX;
    }

    /**
     * Whether an entry of the index column of a binary column begins with the epoch of this index. The entry of a value without a
     * prefix is arbitrary bytes.
     *
     * @param entry what the index column holds
     * @return whether its epoch is this one
     */
    public boolean isOfEpoch(byte[] entry) {
        return entry.length > 0 && entry[0] == (byte) epoch;
    }

    /**
     * Whether an entry of the index column of a character column is an index of the epoch of this index.
     *
     * @param entry what the index column holds
     * @return whether its epoch is this one
     */
    public boolean isOfEpoch(String entry) {
        byte[] prefix;
        try {
            prefix = Base64.getUrlDecoder().decode(entry);
        } catch (IllegalArgumentException e) {
            // The index column copies what the value begins with, which need not be a text form.
            return false;
        }
        return prefix.length > EPOCH_OFFSET && prefix[0] == Layout.INDEX_MAGIC && prefix[EPOCH_OFFSET] == (byte) epoch;
    }
}
