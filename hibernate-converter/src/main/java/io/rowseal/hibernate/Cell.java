package io.rowseal.hibernate;

import java.util.Arrays;

/**
 * The encoded value of an encrypted attribute on its way between the attribute's converter and the statement, where it is
 * sealed. It holds plain bytes, lives as long as one statement or one extracted row, and shows nothing of them.
 */
public final class Cell {

    private final byte[] encoded;

    Cell(byte[] encoded) {
        this.encoded = encoded;
    }

    byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return "<encrypted>";
    }
}
