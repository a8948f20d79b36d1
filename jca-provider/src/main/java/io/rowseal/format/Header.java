package io.rowseal.format;

import static io.rowseal.format.Layout.COMMITMENT_BYTES;
import static io.rowseal.format.Layout.HEADER_BYTES;
import static io.rowseal.format.Layout.HEADER_MAGIC;
import static io.rowseal.format.Layout.HEADER_START_BYTES;
import static io.rowseal.format.Layout.WRAPPED_KEY_BYTES;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The 83-byte header: {@code 0xFE | suite 1 | kind 1 | kekId 8 | AES-KWP(WK, data key) 40 | commitment 32}. A row-key block
 * is exactly this; a sealed value begins with it. Immutable.
 */
public final class Header {

    private static final int KEK_ID_OFFSET = HEADER_START_BYTES;
    private static final int WRAPPED_OFFSET = KEK_ID_OFFSET + KekId.BYTES;
    private static final int COMMITMENT_OFFSET = WRAPPED_OFFSET + WRAPPED_KEY_BYTES;

    private final byte[] bytes;
    private final Kind kind;

    private Header(byte[] bytes, Kind kind) {
        this.bytes = bytes;
        this.kind = kind;
    }

    /**
     * Bytes 0..2 of a header of the current suite.
     *
     * @param kind what the header introduces
     * @return a new array of 3 bytes
     */
    public static byte[] start(Kind kind) {
        return new byte[] {HEADER_MAGIC, Suite.AES_256_GCM, kind.code()};
    }

    /**
     * Writes a header.
     *
     * @param kind what it introduces
     * @param kekId the KEK that wraps the data key
     * @param wrappedKey 40 bytes
     * @param commitment 32 bytes
     * @return the header
     */
    public static Header of(Kind kind, KekId kekId, byte[] wrappedKey, byte[] commitment) {
        if (wrappedKey.length != WRAPPED_KEY_BYTES || commitment.length != COMMITMENT_BYTES) {
            throw new IllegalArgumentException("a header has a wrapped key of 40 and a commitment of 32 bytes");
        }
        byte[] bytes = ByteBuffer.allocate(HEADER_BYTES)
                .put(start(kind))
                .put(kekId.toBytes())
                .put(wrappedKey)
                .put(commitment)
                .array();
        return new Header(bytes, kind);
    }

    /**
     * Parses the header at an offset.
     *
     * @param source the bytes
     * @param offset where the header begins
     * @return the header
     * @throws MalformedCiphertextException if there is no complete header of a known suite and kind
     */
    public static Header parse(byte[] source, int offset) {
        if (source.length - offset < HEADER_BYTES) {
            throw new MalformedCiphertextException("a header has " + HEADER_BYTES + " bytes, but only "
                    + Math.max(0, source.length - offset) + " are left: the ciphertext was cut off");
        }
        if (source[offset] != HEADER_MAGIC) {
            throw new MalformedCiphertextException("there is no header where one must begin: the bytes are damaged, or"
                    + " were not written by this library");
        }
        Suite.check(source[offset + 1]);
        Kind kind = Kind.of(source[offset + 2]);
        if (kind != Kind.ROW_KEY_BLOCK && kind != Kind.SEALED_VALUE) {
            throw new MalformedCiphertextException("the header introduces a " + kind
                    + ", where a row-key block or a sealed value must stand: the bytes belong elsewhere");
        }
        return new Header(Arrays.copyOfRange(source, offset, offset + HEADER_BYTES), kind);
    }

    /**
     * Parses a header of one kind that fills the bytes exactly.
     *
     * @param source exactly 83 bytes
     * @param kind the kind it must have
     * @return the header
     * @throws MalformedCiphertextException if it is anything else
     */
    public static Header parseExactly(byte[] source, Kind kind) {
        if (source.length != HEADER_BYTES) {
            throw new MalformedCiphertextException(
                    "a header has exactly " + HEADER_BYTES + " bytes, but there are " + source.length);
        }
        return parse(source, 0).require(kind);
    }

    /**
     * Refuses another kind.
     *
     * @param expected the kind this header must have
     * @return this header
     * @throws MalformedCiphertextException if it has another kind
     */
    public Header require(Kind expected) {
        if (kind != expected) {
            throw new MalformedCiphertextException("the header introduces a " + kind + " where a " + expected
                    + " must stand: the bytes belong elsewhere");
        }
        return this;
    }

    /**
     * Whether a header of this kind begins at an offset: compares bytes 0..2 only.
     *
     * @param source the bytes
     * @param offset where to look
     * @param kind the kind
     * @return whether bytes 0..2 are there
     */
    static boolean startsAt(byte[] source, int offset, Kind kind) {
        return source.length - offset >= HEADER_START_BYTES
                && source[offset] == HEADER_MAGIC
                && source[offset + 1] == Suite.AES_256_GCM
                && source[offset + 2] == kind.code();
    }

    /**
     * Whether these very bytes, all 83, stand at an offset.
     *
     * @param source the bytes
     * @param offset where they would begin
     * @return whether they do
     */
    public boolean isAt(byte[] source, int offset) {
        return source.length - offset >= HEADER_BYTES
                && Arrays.equals(bytes, 0, HEADER_BYTES, source, offset, offset + HEADER_BYTES);
    }

    /**
     * Refuses a header that does not hold the same data key for the same use, however it is wrapped: equal in bytes 0..2 and
     * 51..82. Compares in place, because nothing limits how often a header is repeated.
     *
     * @param source holds the other header
     * @param offset where it begins
     * @throws MalformedCiphertextException if it is cut off, or differs in more than bytes 3..50
     */
    void requireSameDataKey(byte[] source, int offset) {
        if (source.length - offset < HEADER_BYTES
                || !Arrays.equals(bytes, 0, HEADER_START_BYTES, source, offset, offset + HEADER_START_BYTES)
                || !Arrays.equals(
                        bytes,
                        COMMITMENT_OFFSET,
                        HEADER_BYTES,
                        source,
                        offset + COMMITMENT_OFFSET,
                        offset + HEADER_BYTES)) {
            throw new MalformedCiphertextException(
                    "two different row-key blocks before one value: the row was put together from others");
        }
    }

    /**
     * The same data key under another wrap: bytes 3..50 replaced.
     *
     * @param newKekId the KEK that now wraps the data key
     * @param newWrappedKey 40 bytes
     * @return the new header
     */
    public Header rewrapped(KekId newKekId, byte[] newWrappedKey) {
        return of(kind, newKekId, newWrappedKey, commitment());
    }

    /**
     * What the header introduces.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The KEK that wraps the data key.
     *
     * @return its identity
     */
    public KekId kekId() {
        return new KekId(ByteBuffer.wrap(bytes).getLong(KEK_ID_OFFSET));
    }

    /**
     * The data key, wrapped.
     *
     * @return a copy of 40 bytes
     */
    public byte[] wrappedKey() {
        return Arrays.copyOfRange(bytes, WRAPPED_OFFSET, COMMITMENT_OFFSET);
    }

    /**
     * The key commitment.
     *
     * @return a copy of 32 bytes
     */
    public byte[] commitment() {
        return Arrays.copyOfRange(bytes, COMMITMENT_OFFSET, HEADER_BYTES);
    }

    /**
     * The header as stored.
     *
     * @return a copy of 83 bytes
     */
    public byte[] toBytes() {
        return bytes.clone();
    }
}
