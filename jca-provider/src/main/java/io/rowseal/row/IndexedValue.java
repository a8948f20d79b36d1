package io.rowseal.row;

/**
 * An opened value and the index prefixes that were stored, and authenticated, with it.
 *
 * @param plaintext the value
 * @param indexPrefixes 0 to 8 prefixes of 18 bytes
 */
public record IndexedValue(byte[] plaintext, byte[] indexPrefixes) {

    /** Shows nothing of the value. */
    @Override
    public String toString() {
        return "<decrypted>";
    }
}
