package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;

/** The messages of native SQL that is refused. */
public final class NativeSqlRefusals {

    private static final String WAY_OUT =
            ". Ask in HQL, or select the entities and compare their values in Java. If the statement is meant for ciphertext,"
                    + " add the comment '" + RowsealSettings.NATIVE_SQL_HINT + "' to it";

    private NativeSqlRefusals() {}

    static UnsupportedEncryptedQueryException used(EncryptedAttribute attribute, String place) {
        return new UnsupportedEncryptedQueryException("native SQL uses column '" + attribute.columnName()
                + "' of table '"
                + attribute.tableName() + "', which holds the encrypted attribute '" + attribute + "', in " + place
                + ": the database sees ciphertext there" + WAY_OUT);
    }

    static UnsupportedEncryptedQueryException unreadable(EncryptedAttribute attribute) {
        return new UnsupportedEncryptedQueryException("native SQL names table '" + attribute.tableName()
                + "', which holds the encrypted attribute '" + attribute
                + "', and cannot be checked: a text literal, name or comment does not end in it, or is of a kind that is not"
                + " known" + WAY_OUT);
    }

    static UnsupportedEncryptedQueryException verb(EncryptedAttribute attribute, String verb) {
        return new UnsupportedEncryptedQueryException("native SQL names table '" + attribute.tableName()
                + "', which holds the encrypted attribute '" + attribute + "', in a statement that begins with '" + verb
                + "': it could read, compare or write ciphertext unseen" + WAY_OUT);
    }

    static UnsupportedEncryptedQueryException text(EncryptedAttribute attribute, String runs) {
        return new UnsupportedEncryptedQueryException("native SQL runs a text as SQL with " + runs
                + ": that could use table '" + attribute.tableName() + "', which holds the encrypted attribute '"
                + attribute + "'. Run the statement itself. If the statement is meant for ciphertext, or names no such"
                + " table, add the comment '" + RowsealSettings.NATIVE_SQL_HINT + "' to it");
    }

    static UnsupportedEncryptedQueryException projected(EncryptedAttribute attribute) {
        return new UnsupportedEncryptedQueryException(
                "native SQL selects column '" + attribute.columnName() + "' of table '"
                        + attribute.tableName() + "', which holds the encrypted attribute '" + attribute
                        + "', as a value and not for an entity: the caller would get ciphertext. Select the attribute in HQL, or all"
                        + " columns for the entity. If the ciphertext is wanted, add the comment '"
                        + RowsealSettings.NATIVE_SQL_HINT + "' to the statement");
    }

    static UnsupportedEncryptedQueryException severalRowKeys(EncryptedAttribute first, EncryptedAttribute second) {
        return new UnsupportedEncryptedQueryException(
                "native SQL selects all columns of the tables of '" + first + "' and '"
                        + second + "': both have a column " + StoredRowKey.COLUMN
                        + ", so the row keys could not be told apart. Give each entity an alias with addEntity, and select {alias.*} for"
                        + " each; or use HQL");
    }
}
