package io.rowseal.hibernate.internal.schema;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.model.StartFailures;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.mapping.Table;

/** What is wrong with columns that are mapped without encryption, in words. Not thread safe. */
public final class PlainColumnFindings {

    private final boolean converts;
    private final List<String> encrypted = new ArrayList<>();
    private final List<String> encryptedInOtherType = new ArrayList<>();
    private final List<String> otherType = new ArrayList<>();
    private final List<String> converted = new ArrayList<>();

    /**
     * None yet.
     *
     * @param converts whether Hibernate's schema tool would convert columns next
     */
    PlainColumnFindings(boolean converts) {
        this.converts = converts;
    }

    /** Ciphertext that the application could read as it is. */
    void encrypted(Table table, PlainColumn column) {
        encrypted.add(name(table, column) + ")");
    }

    /** Ciphertext in a column of a type that the mapping does not have. */
    void encryptedInOtherType(Table table, PlainColumn column, String type) {
        encryptedInOtherType.add(name(table, column) + ", of the type " + type + ")");
    }

    /** Bytes of unknown meaning beside encrypted columns. They matter only where they would be converted. */
    void otherType(Table table, PlainColumn column, String type) {
        if (converts) {
            otherType.add(name(table, column) + ", of the type " + type + ")");
        }
    }

    /** Characters that were ciphertext. */
    void converted(Table table, PlainColumn column) {
        converted.add(name(table, column) + ")");
    }

    void addTo(StartFailures failures) {
        add(
                failures,
                encrypted,
                " mapped without encryption, but the first rows hold ciphertext, which the application would"
                        + " read as it is: @Encrypted was removed, or another application encrypts the column. Put"
                        + " @Encrypted back and decrypt the rows before you remove it (docs/migration.md); to read ciphertext"
                        + " on purpose set '" + RowsealSettings.PLAIN_COLUMN_CHECK + "' to skip");
        add(
                failures,
                encryptedInOtherType,
                " mapped without encryption and to another type, but the first rows hold ciphertext"
                        + (converts ? ", which Hibernate's schema tool would convert and so destroy" : "")
                        + ": @Encrypted was removed. Put @Encrypted back, and decrypt the rows into a new column before you"
                        + " remove it (docs/migration.md)");
        add(
                failures,
                otherType,
                " mapped to another type, and Hibernate's schema tool would convert the values, among them"
                        + " ciphertext if there is any: @Encrypted was removed, or the type of the attribute was changed. Map"
                        + " the attribute to a new column and copy the values, or convert the column yourself"
                        + " (docs/boot-checks.md)");
        add(
                failures,
                converted,
                " mapped without encryption, but the first rows hold what is left of ciphertext: "
                        + ConvertedCiphertext.CAUSE + ", then put @Encrypted back");
    }

    private static void add(StartFailures failures, List<String> names, String what) {
        if (!names.isEmpty()) {
            failures.add(
                    new ConfigurationException(String.join(", ", names) + (names.size() == 1 ? " is" : " are") + what));
        }
    }

    private static String name(Table table, PlainColumn column) {
        return "attribute '" + column.attribute() + "' (column '"
                + column.column().getName() + "' of table '" + table.getName() + "'";
    }
}
