package io.rowseal.kek;

import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a data key is expanded to: content key, commitment and nonce key, bound to suite, kind and context. HKDF-Expand with
 * SHA-256 (RFC 5869). The commitment makes a ciphertext open under one data key only, which AES-GCM alone does not. Thread
 * safe.
 */
public final class ContentKeys implements AutoCloseable {

    private static final byte[] LABEL = "rowseal/v1/data".getBytes(StandardCharsets.US_ASCII);

    private final KeyBytes contentKey;
    private final KeyBytes nonceKey;
    private final byte[] commitment;

    private ContentKeys(KeyBytes contentKey, byte[] commitment, KeyBytes nonceKey) {
        this.contentKey = contentKey;
        this.commitment = commitment;
        this.nonceKey = nonceKey;
    }

    /**
     * Expands a data key.
     *
     * @param primitives the primitives
     * @param dataKey 32 bytes
     * @param kind the layout
     * @param contextPae PAE of the context of the data key
     * @return the keys; the caller closes them
     */
    public static ContentKeys expand(Primitives primitives, KeyBytes dataKey, Kind kind, byte[] contextPae) {
        byte[] output = primitives.hkdfExpand(
                dataKey, 3 * Layout.KEY_BYTES, LABEL, Header.start(kind), primitives.sha256(contextPae));
        try {
            return new ContentKeys(
                    KeyBytes.aes(Arrays.copyOfRange(output, 0, 32)),
                    Arrays.copyOfRange(output, 32, 64),
                    KeyBytes.hmac(Arrays.copyOfRange(output, 64, 96)));
        } finally {
            Arrays.fill(output, (byte) 0);
        }
    }

    /**
     * Compares the commitment in constant time, before anything is decrypted.
     *
     * @param header the header the data key came from
     * @param where names the place in the exception: scope and table
     * @return these keys
     * @throws WrongContextException if the header commits to another key; these keys are wiped
     */
    public ContentKeys requireCommitment(Header header, String where) {
        if (!Primitives.constantTimeEquals(commitment, header.commitment())) {
            close();
            throw new WrongContextException("the key commitment under kekId " + header.kekId() + " does not fit "
                    + where + ": the value was written for another context, or its header was altered");
        }
        return this;
    }

    /**
     * The AES-256-GCM key.
     *
     * @return the key
     */
    public KeyBytes contentKey() {
        return contentKey;
    }

    /**
     * The HMAC-SHA-256 key that derives nonces of cells.
     *
     * @return the key
     */
    public KeyBytes nonceKey() {
        return nonceKey;
    }

    /**
     * The commitment.
     *
     * @return a copy of 32 bytes
     */
    public byte[] commitment() {
        return commitment.clone();
    }

    @Override
    public void close() {
        contentKey.destroy();
        nonceKey.destroy();
    }
}
