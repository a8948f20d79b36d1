package io.rowseal.persistence;

/**
 * What an encrypted attribute writes and reads while its column is migrated from plaintext to ciphertext, or back, without
 * downtime.
 *
 * <p>The modes other than {@link #STRICT} are for a {@code String} in a character column ({@link Storage#TEXT}) and have an end
 * date. They give no integrity: anyone who can write to the database can plant plaintext. No mode treats a value in the form of
 * a ciphertext as plaintext: Rowseal opens or refuses it.
 */
public enum EncryptionMode {

    /** Writes and reads only ciphertext; refuses plaintext with {@link io.rowseal.PlaintextFoundException}. The default. */
    STRICT,

    /** Writes ciphertext and reads both: the way from plaintext to {@link #STRICT}. */
    WRITE_CIPHERTEXT,

    /**
     * Writes plaintext and reads both. Use it before {@link #WRITE_CIPHERTEXT}, so that every instance of the application can
     * read ciphertext before the first one writes it, and on the way back to plaintext.
     */
    WRITE_PLAINTEXT
}
