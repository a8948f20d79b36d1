package io.rowseal.hibernate.internal.sql;

/** The hidden column of row keys, as it is in a database. */
public final class StoredRowKey {

    public static final String COLUMN = "row_key";

    private StoredRowKey() {}
}
