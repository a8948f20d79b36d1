package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;

/** What a header introduces: byte 2 of every header. The codes never change. */
public enum Kind {
    /** The wrapped row key of one table row. */
    ROW_KEY_BLOCK(1, "row-key block of a table"),
    /** One value that carries its own wrapped data key. */
    SEALED_VALUE(2, "message under a key ring"),
    /** A stream under a KEK. */
    STREAM(3, "stream under a key ring"),
    /** One value under a client key (SSE-C). */
    CLIENT_KEY_VALUE(4, "message under a client key"),
    /** A stream under a client key (SSE-C). */
    CLIENT_KEY_STREAM(5, "stream under a client key"),
    /** One message whose data key is wrapped by master keys or callers' keys directly. */
    RECIPIENTS_MESSAGE(6, "message for master keys, AES or RSA keys"),
    /** A stream whose data key is wrapped by master keys or callers' keys directly. */
    RECIPIENTS_STREAM(7, "stream for master keys, AES or RSA keys");

    private final byte code;
    private final String description;

    Kind(int code, String description) {
        this.code = (byte) code;
        this.description = description;
    }

    /**
     * What a reader of a message knows it as.
     *
     * @return a few words without an article
     */
    public String description() {
        return description;
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

    /**
     * The kind with this code.
     *
     * @param code byte 2 of a header
     * @return the kind
     * @throws MalformedCiphertextException if there is none
     */
    public static Kind of(byte code) {
        for (Kind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new MalformedCiphertextException("header kind " + Byte.toUnsignedInt(code)
                + " is unknown: the bytes are damaged or were written by a newer version");
    }
}
