package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;

/** What a header introduces: byte 2 of every header. The codes never change. */
public enum Kind {
    /** The wrapped row key of one table row. */
    ROW_KEY_BLOCK(1),
    /** One value that carries its own wrapped data key. */
    SEALED_VALUE(2),
    /** A stream under a KEK. */
    STREAM(3),
    /** One value under a client key (SSE-C). */
    CLIENT_KEY_VALUE(4),
    /** A stream under a client key (SSE-C). */
    CLIENT_KEY_STREAM(5),
    /** One message whose data key is wrapped by master keys or callers' keys directly. */
    RECIPIENTS_MESSAGE(6),
    /** A stream whose data key is wrapped by master keys or callers' keys directly. */
    RECIPIENTS_STREAM(7);

    private final byte code;

    Kind(int code) {
        this.code = (byte) code;
    }

    /**
     * The byte in the header.
     *
     * @return the code
     */
    public byte code() {
        return code;
    }

    /**
     * Whether a chunked stream follows the header.
     *
     * @return false if one AES-GCM ciphertext follows, or nothing
     */
    public boolean isStream() {
        return this == STREAM || this == CLIENT_KEY_STREAM || this == RECIPIENTS_STREAM;
    }

    static Kind of(byte code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new MalformedCiphertextException("header kind " + Byte.toUnsignedInt(code)
                + " is unknown: the bytes are damaged or were written by a newer version");
    }
}
