package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;

/** What a header introduces: byte 2 of every header. The codes never change. */
public enum Kind {
    /** The wrapped row key of one table row. */
    ROW_KEY_BLOCK(1),
    /** One value that carries its own wrapped data key. */
    SEALED_VALUE(2);

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
