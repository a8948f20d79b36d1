package io.rowseal.persistence;

/**
 * What an encrypted attribute writes and reads while its column goes from plain text to ciphertext, or back, without downtime.
 *
 * <p>The modes other than {@link #STRICT} are for a {@code String} in a character column ({@link Storage#TEXT}) and have an end
 * date. They give no integrity: whoever can write the database can plant plain text. What is, or claims to be, a ciphertext is
 * never taken for plain text in any mode: it can be opened, or it is refused.
 */
public enum EncryptionMode {

    /** Writes and reads ciphertext only; plain text is refused with {@link io.rowseal.PlaintextFoundException}. The default. */
    STRICT,

    /** Writes ciphertext and reads both: the way from plain text to {@link #STRICT}. */
    WRITE_CIPHERTEXT,

    /**
     * Writes plain text and reads both: before {@link #WRITE_CIPHERTEXT}, so that every instance of the application can read
     * ciphertext before the first one writes it; and the way back to plain text.
     */
    WRITE_PLAINTEXT
}
