package io.rowseal.hibernate;

/** Settings of a SessionFactory or EntityManagerFactory. They are read once, when it is built. */
public final class RowsealSettings {

    /**
     * The {@link io.rowseal.keys.KeyRing} object that encrypts. Required as soon as one mapped attribute is
     * {@link io.rowseal.persistence.Encrypted}. It stays the application's to close, after the SessionFactory.
     */
    public static final String KEY_RING = "rowseal.key_ring";

    /** The scope of all rows, a text; {@value io.rowseal.keys.KeyRing#DEFAULT_SCOPE} if it is not set. */
    public static final String SCOPE = "rowseal.scope";

    private RowsealSettings() {}
}
