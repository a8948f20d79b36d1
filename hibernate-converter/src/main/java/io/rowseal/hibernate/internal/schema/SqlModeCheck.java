package io.rowseal.hibernate.internal.schema;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import org.hibernate.dialect.Dialect;

/**
 * MariaDB and MySQL cut off what is too long for a column, with a warning only, unless their SQL mode is strict. A value that was
 * cut off can never be opened again.
 */
public final class SqlModeCheck {

    private static final Set<String> STRICT = Set.of("STRICT_TRANS_TABLES", "STRICT_ALL_TABLES");

    private SqlModeCheck() {}

    static void check(Connection connection, Dialect dialect) throws SQLException {
        if (SqlFragments.of(dialect) != SqlFragments.MYSQL) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@session.sql_mode")) {
            String mode = row.next() ? row.getString(1) : "";
            if (Arrays.stream(mode.split(",", -1)).noneMatch(STRICT::contains)) {
                throw new ConfigurationException("the SQL mode of the database is not strict (sql_mode='" + mode
                        + "'), so it would cut off encrypted values that are too long for their column, and they could never"
                        + " be read again: add STRICT_TRANS_TABLES to sql_mode, of the server or of the connections");
            }
        }
    }
}
