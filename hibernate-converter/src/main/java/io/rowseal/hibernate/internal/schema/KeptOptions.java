package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.Details;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MariaDBDialect;

/**
 * What a column must be given again where a statement defines it anew: MariaDB and MySQL forget what {@code modify column} does not
 * name. Other databases change the type alone.
 */
public final class KeptOptions {

    private KeptOptions() {}

    static String of(Dialect dialect, DatabaseColumn column) {
        Details details = column.details();
        StringBuilder options = new StringBuilder(column.nullable() ? "" : " not null");
        String value = details.defaultValue();
        if (value != null && !(column.nullable() && value.equalsIgnoreCase("null"))) {
            // MariaDB shows an expression, MySQL the text itself.
            options.append(" default ").append(dialect instanceof MariaDBDialect ? value : quoted(value));
        }
        String comment = details.comment();
        if (comment != null && !comment.isEmpty()) {
            options.append(" comment ").append(quoted(comment));
        }
        return options.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
