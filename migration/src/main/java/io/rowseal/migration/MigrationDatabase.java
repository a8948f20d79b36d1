package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.jdbc.JdbcKekStore;
import java.util.Locale;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.SQLServerDialect;
import org.jspecify.annotations.Nullable;

/** The databases that {@link MigrationGenerator} writes for. */
public enum MigrationDatabase {
    /** H2. */
    H2(H2Dialect.class, io.rowseal.keys.jdbc.Dialect.H2),
    /** PostgreSQL. */
    POSTGRESQL(PostgreSQLDialect.class, io.rowseal.keys.jdbc.Dialect.POSTGRESQL),
    /** MariaDB. */
    MARIADB(MariaDBDialect.class, io.rowseal.keys.jdbc.Dialect.MARIADB),
    /** MySQL; what is generated was never run on it. */
    MYSQL(MySQLDialect.class, io.rowseal.keys.jdbc.Dialect.MYSQL),
    /** Microsoft SQL Server; what is generated was never run on it, and a SessionFactory does not start there yet. */
    SQL_SERVER(SQLServerDialect.class, null),
    /** Oracle Database; what is generated was never run on it, and a SessionFactory does not start there yet. */
    ORACLE(OracleDialect.class, null);

    private final Class<? extends Dialect> dialect;
    private final io.rowseal.keys.jdbc.@Nullable Dialect kekDialect;

    MigrationDatabase(Class<? extends Dialect> dialect, io.rowseal.keys.jdbc.@Nullable Dialect kekDialect) {
        this.dialect = dialect;
        this.kekDialect = kekDialect;
    }

    Class<? extends Dialect> dialect() {
        return dialect;
    }

    /** The name that Liquibase has for it. */
    String liquibaseName() {
        return switch (this) {
            case SQL_SERVER -> "mssql";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** The statement that creates the KEK table, without comment. */
    String kekTable() {
        if (kekDialect == null) {
            throw new ConfigurationException("the KEK table cannot be kept in " + name()
                    + " yet: leave it out here, and keep it in a database of its own");
        }
        String ddl = JdbcKekStore.ddl(kekDialect);
        return ddl.substring(ddl.indexOf("create table"), ddl.lastIndexOf(';'));
    }
}
