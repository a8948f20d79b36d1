package io.rowseal.hibernate.internal.sql;

import io.rowseal.ConfigurationException;
import io.rowseal.row.RowKeyBlock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.HSQLDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.SQLServerDialect;
import org.jspecify.annotations.Nullable;

/** The SQL that differs between databases. */
public enum SqlFragments {
    H2 {
        @Override
        String noRowKey() {
            return "X'FD'";
        }

        @Override
        String bytesOf(String textExpression) {
            return "stringtoutf8(" + textExpression + ")";
        }

        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "varbinary(17)";
        }

        @Override
        public String typed(String marker, boolean text) {
            return "cast(" + marker + (text ? " as varchar)" : " as varbinary)");
        }

        /** Its columns have the collation of the database, of which the name alone is not enough. */
        @Override
        public boolean ignoresCase(Connection connection, String collation) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(
                            "select SETTING_VALUE from INFORMATION_SCHEMA.SETTINGS where SETTING_NAME = 'COLLATION'");
                    ResultSet row = query.executeQuery()) {
                String value = row.next() ? row.getString(1) : "";
                return value.contains("PRIMARY") || value.contains("SECONDARY");
            }
        }

        @Override
        public boolean hasOneCollation() {
            return true;
        }

        /** In a MERGE a marker without a type would be one of text. */
        @Override
        public String assigned(String marker, boolean text) {
            return typed(marker, text);
        }
    },
    /** Has no function that gives the bytes of a text. */
    HSQLDB {
        @Override
        String noRowKey() {
            return "X'FD'";
        }

        @Override
        String bytesOf(String textExpression) {
            throw new ConfigurationException(
                    "HSQLDB cannot read a column of text as bytes, which storage = TEXT and the"
                            + " modes of a text column need: leave out storage = TEXT, so that the column is binary, or use H2");
        }

        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "varbinary(17)";
        }

        @Override
        public String typed(String marker, boolean text) {
            return "cast(" + marker + (text ? " as longvarchar)" : " as longvarbinary)");
        }
    },
    POSTGRESQL {
        @Override
        String noRowKey() {
            return "decode('FD', 'hex')";
        }

        @Override
        String bytesOf(String textExpression) {
            return "convert_to(" + textExpression + ", 'UTF8')";
        }

        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "bytea";
        }

        @Override
        public boolean ignoresCase(Connection connection, String collation) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(
                    "select 1 from pg_collation where collname = ? and not collisdeterministic")) {
                query.setString(1, collation);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        }

        @Override
        public String typed(String marker, boolean text) {
            return "cast(" + marker + (text ? " as varchar)" : " as bytea)");
        }
    },
    /** MariaDB and MySQL. There {@code ||} is a logical or, and a cast would give the marker a length or a collation. */
    MYSQL {
        @Override
        String noRowKey() {
            return "X'FD'";
        }

        @Override
        String bytesOf(String textExpression) {
            return "cast(convert(" + textExpression + " using utf8mb4) as binary)";
        }

        /** The usual collations take letters of both cases for equal, so that different indexes would be. */
        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24) character set utf8mb4 collate utf8mb4_bin" : "varbinary(17)";
        }

        @Override
        public String typed(String marker, boolean text) {
            return marker;
        }

        /** A result longer than {@code max_allowed_packet} is null with a warning: it must not be taken for a value that is null. */
        @Override
        String concatenated(String first, String second) {
            return "coalesce(concat(" + first + ", " + second + "), case when " + second
                    + " is not null then X'FE' end)";
        }

        @Override
        public boolean isExact(@Nullable String collation) {
            return collation == null || collation.endsWith("_bin");
        }

        @Override
        public String commentColumn() {
            return "COLUMN_COMMENT";
        }

        @Override
        public boolean ignoresCase(Connection connection, String collation) {
            return collation.endsWith("_ci") || collation.contains("_ai_");
        }

        @Override
        public String exactCollation() {
            return "utf8mb4_bin";
        }
    },
    /** Only tables can be generated for it. */
    SQL_SERVER {
        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "varbinary(17)";
        }

        @Override
        public String indexOf(String stored, boolean text) {
            return text
                    ? "cast(substring(" + stored + ", 5, 24) as varchar(24)) collate Latin1_General_BIN2"
                    : "cast(substring(" + stored + ", 2, 17) as varbinary(17))";
        }

        @Override
        boolean isForTablesOnly() {
            return true;
        }
    },
    /** Only tables can be generated for it. Functions of RAW take and give hexadecimal digits. */
    ORACLE {
        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar2(24)" : "raw(17)";
        }

        @Override
        public String indexOf(String stored, boolean text) {
            return text ? "substr(" + stored + ", 5, 24)" : "hextoraw(substr(rawtohex(" + stored + "), 3, 34))";
        }

        @Override
        boolean isForTablesOnly() {
            return true;
        }
    },
    /** Another database, or none, as in ahead-of-time processing: a mapping can be built, and nothing else. */
    UNKNOWN {
        @Override
        public String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "varbinary(17)";
        }

        @Override
        boolean isForTablesOnly() {
            return true;
        }
    };

    public static SqlFragments of(Dialect dialect) {
        if (dialect instanceof PostgreSQLDialect) {
            return POSTGRESQL;
        }
        if (dialect instanceof H2Dialect) {
            return H2;
        }
        if (dialect instanceof HSQLDialect) {
            return HSQLDB;
        }
        if (dialect instanceof MySQLDialect) {
            return MYSQL;
        }
        if (dialect instanceof SQLServerDialect) {
            return SQL_SERVER;
        }
        if (dialect instanceof OracleDialect) {
            return ORACLE;
        }
        return UNKNOWN;
    }

    /** Refuses databases on which nothing is read or written. */
    public static void requireSupported(Dialect dialect) {
        if (of(dialect).isForTablesOnly()) {
            throw notSupported(dialect);
        }
    }

    private static ConfigurationException notSupported(Dialect dialect) {
        return new ConfigurationException(
                "encrypted attributes are supported on PostgreSQL, H2, HSQLDB, MariaDB and MySQL," + " not yet with "
                        + nameOf(dialect));
    }

    /** The name of Hibernate's own, or of the application's: Rowseal puts nested classes of its own in the place of some. */
    public static String nameOf(Dialect dialect) {
        Class<?> type = dialect.getClass();
        return (type.getEnclosingClass() == null ? type : type.getSuperclass()).getSimpleName();
    }

    /** Whether a SessionFactory is refused, so that nothing is read or compared. */
    boolean isForTablesOnly() {
        return false;
    }

    /** The byte that stands for a row without row key. */
    String noRowKey() {
        throw new UnsupportedOperationException(name());
    }

    /** The UTF-8 bytes of a character column. */
    String bytesOf(String textExpression) {
        throw new UnsupportedOperationException(name());
    }

    /** The type of the generated index column. */
    public abstract String indexColumnType(boolean text);

    /** Whether character columns of this collation take no two texts for equal; null is the collation of binary columns. */
    public boolean isExact(@Nullable String collation) {
        return true;
    }

    /** Whether a collation of the database takes letters of both cases for equal. */
    public boolean ignoresCase(Connection connection, String collation) throws SQLException {
        return false;
    }

    /** Whether no column can have another collation than the others. */
    public boolean hasOneCollation() {
        return false;
    }

    /** The collation of character columns with ciphertext, null where the default one is exact. */
    @Nullable
    public String exactCollation() {
        return null;
    }

    /** The column of {@code information_schema.columns} that holds comments which a change of the type would lose. */
    public String commentColumn() {
        return "cast(null as char(1))";
    }

    /** A parameter marker with a type, which functions need. */
    public String typed(String marker, boolean text) {
        throw new UnsupportedOperationException(name());
    }

    /** A parameter marker that is stored. */
    public String assigned(String marker, boolean text) {
        return marker;
    }

    /**
     * What the reading grammar takes: the row-key block, or the byte that stands for none, then the column. A row_key of
     * another length counts as none: an empty one would let the column begin with a row key of its own.
     */
    public String rowRead(String rowKey, String column, boolean text) {
        if (isForTablesOnly()) {
            return column;
        }
        return concatenated(
                "case when octet_length(" + rowKey + ") = " + RowKeyBlock.BYTES + " then " + rowKey + " else "
                        + noRowKey() + " end",
                text ? bytesOf(column) : column);
    }

    /** Two byte strings as one; null if one of them is. */
    String concatenated(String first, String second) {
        return "(" + first + " || " + second + ")";
    }

    /** Epoch and blind index of a stored value; of a text column as 24 characters. */
    public String indexOf(String stored, boolean text) {
        return "substring(" + stored + (text ? " from 5 for 24)" : " from 2 for 17)");
    }
}
