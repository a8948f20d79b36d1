package io.rowseal.keys.jdbc;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The databases that can hold a KEK table. */
public enum Dialect {
    /** H2, embedded or as a server. */
    H2("H2", "h2.sql"),
    /** HSQLDB, in memory, or with commits that are written at once. */
    HSQLDB("HSQL Database Engine", "hsqldb.sql"),
    /** PostgreSQL. */
    POSTGRESQL("PostgreSQL", "postgresql.sql"),
    /** MariaDB. */
    MARIADB("MariaDB", "mariadb.sql"),
    /** MySQL; not tested. */
    MYSQL("MySQL", "mysql.sql");

    private final String productName;
    private final String resource;

    Dialect(String productName, String resource) {
        this.productName = productName;
        this.resource = resource;
    }

    /** What names stand in that are not plain. */
    String quote() {
        return isMySqlFamily() ? "`" : "\"";
    }

    boolean isMySqlFamily() {
        return this == MARIADB || this == MYSQL;
    }

    /** The dialect of a product as JDBC names it. Others are refused: their text comparison may not be exact. */
    static Dialect of(String productName) {
        for (Dialect dialect : values()) {
            if (dialect.productName.equals(productName)) {
                return dialect;
            }
        }
        throw new ConfigurationException("the KEK store knows no database '" + productName
                + "': keep the KEK table in H2, HSQLDB, PostgreSQL, MariaDB or MySQL; the data may be elsewhere");
    }

    /** The DDL of the default table. */
    String ddl() {
        try (InputStream in = Dialect.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + resource + " is missing: the jar is damaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
