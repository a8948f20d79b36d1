package io.rowseal.persistence;

/**
 * What an encrypted attribute writes and reads while its column goes from plaintext to ciphertext, or back, without downtime.
 *
 * <p>The modes other than {@link #STRICT} are for a {@code String} in a character column ({@link Storage#TEXT}) and have an end
 * date. They give no integrity: whoever can write the database can plant plaintext. What is, or claims to be, a ciphertext is
 * never taken for plaintext in any mode: it can be opened, or it is refused.
 */
public enum EncryptionMode {

    /** Writes and reads ciphertext only; plaintext is refused with {@link io.rowseal.PlaintextFoundException}. The default. */
    STRICT,

    /** Writes ciphertext and reads both: the way from plaintext to {@link #STRICT}. */
    WRITE_CIPHERTEXT,

    /**
     * Writes plaintext and reads both: before {@link #WRITE_CIPHERTEXT}, so that every instance of the application can read
     * ciphertext before the first one writes it; and the way back to plaintext.
     */
    WRITE_PLAINTEXT
}
