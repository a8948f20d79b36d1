package io.rowseal.format;

/** Sizes and first bytes of format version 1. They never change; docs/format.md is the normative text. */
public final class Layout {

    /** First byte of a header. Never begins UTF-8 text (RFC 3629), nor do the other first bytes. */
    public static final byte HEADER_MAGIC = (byte) 0xFE;

    /** Stands before a stored column when the row has no row key. */
    public static final byte NO_ROW_KEY = (byte) 0xFD;

    /** First byte of a row cell. */
    public static final byte CELL_MAGIC = (byte) 0xF9;

    /** First byte of an index prefix. */
    public static final byte INDEX_MAGIC = (byte) 0xF7;

    /** Bytes of a header, and so of a row-key block. */
    public static final int HEADER_BYTES = 83;

    /** Bytes 0..2 of a header: magic, suite, kind. */
    public static final int HEADER_START_BYTES = 3;

    /** Bytes of a data key wrapped with AES-KWP. */
    public static final int WRAPPED_KEY_BYTES = 40;

    /** Bytes of a key commitment. */
    public static final int COMMITMENT_BYTES = 32;

    /** Bytes of an AES-GCM nonce. */
    public static final int NONCE_BYTES = 12;

    /** Bytes of an AES-GCM tag. */
    public static final int TAG_BYTES = 16;

    /** What a row cell is longer than its plaintext. */
    public static final int CELL_OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES;

    /** What a sealed value is longer than its plaintext. */
    public static final int SEALED_VALUE_OVERHEAD = HEADER_BYTES + TAG_BYTES;

    /** Bytes of a blind index. */
    public static final int BLIND_INDEX_BYTES = 16;

    /** Bytes of an index prefix: magic, epoch, blind index. */
    public static final int INDEX_PREFIX_BYTES = 2 + BLIND_INDEX_BYTES;

    /** Most index prefixes before one cell or sealed value. */
    public static final int MAX_INDEX_PREFIXES = 8;

    /** Longest plaintext of a cell or sealed value, for writer and reader: 16 MiB. */
    public static final int MAX_PLAINTEXT_BYTES = 16 * 1024 * 1024;

    /** Bytes of the header of a stream: a header without its commitment, which the stream itself has. */
    public static final int STREAM_HEADER_BYTES = 51;

    /** Bytes of the salt of a client-key value or stream. */
    public static final int CLIENT_SALT_BYTES = 16;

    /** Bytes of the header of a client-key value: start, salt, check value. */
    public static final int CLIENT_VALUE_HEADER_BYTES = HEADER_START_BYTES + CLIENT_SALT_BYTES + COMMITMENT_BYTES;

    /** Bytes of the header of a client-key stream: start, salt. */
    public static final int CLIENT_STREAM_HEADER_BYTES = HEADER_START_BYTES + CLIENT_SALT_BYTES;

    /** Bytes of the salt of a stream. */
    public static final int STREAM_SALT_BYTES = 24;

    /** What stands between the header and the chunks of a stream: salt and commitment. */
    public static final int STREAM_START_BYTES = STREAM_SALT_BYTES + COMMITMENT_BYTES;

    /** Plaintext bytes of every chunk of a stream but the last, which is always shorter. */
    public static final int CHUNK_BYTES = 16 * 1024;

    /** Bytes of every stored chunk of a stream but the last. */
    public static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

    /** Most chunks of a stream. */
    public static final long MAX_CHUNKS = 1L << 38;

    /** Bytes of a data key, a KEK and a wrapping key. */
    public static final int KEY_BYTES = 32;

    private Layout() {}
}
