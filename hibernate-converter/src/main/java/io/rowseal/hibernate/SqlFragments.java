package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.jspecify.annotations.Nullable;

/** The SQL that differs between databases. */
enum SqlFragments {
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
        String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "varbinary(17)";
        }

        @Override
        String typed(String marker, boolean text) {
            return "cast(" + marker + (text ? " as varchar)" : " as varbinary)");
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
        String indexColumnType(boolean text) {
            return text ? "varchar(24)" : "bytea";
        }

        @Override
        String typed(String marker, boolean text) {
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
        String indexColumnType(boolean text) {
            return text ? "varchar(24) character set utf8mb4 collate utf8mb4_bin" : "varbinary(17)";
        }

        @Override
        String typed(String marker, boolean text) {
            return marker;
        }

        @Override
        String concatenated(String first, String second) {
            return "concat(" + first + ", " + second + ")";
        }

        @Override
        boolean isExact(@Nullable String collation) {
            return collation == null || collation.endsWith("_bin");
        }
    };

    static SqlFragments of(Dialect dialect) {
        if (dialect instanceof PostgreSQLDialect) {
            return POSTGRESQL;
        }
        if (dialect instanceof H2Dialect) {
            return H2;
        }
        if (dialect instanceof MySQLDialect) {
            return MYSQL;
        }
        throw new ConfigurationException(
                "encrypted attributes are supported on PostgreSQL, H2, MariaDB and MySQL, not yet" + " with "
                        + dialect.getClass().getSimpleName());
    }

    /** The byte that stands for a row without row key. */
    abstract String noRowKey();

    /** The UTF-8 bytes of a character column. */
    abstract String bytesOf(String textExpression);

    /** The type of the generated index column. */
    abstract String indexColumnType(boolean text);

    /** Whether character columns of this collation take no two texts for equal; null is the collation of binary columns. */
    boolean isExact(@Nullable String collation) {
        return true;
    }

    /** A parameter marker with a type, which functions need. */
    abstract String typed(String marker, boolean text);

    /**
     * What the reading grammar takes: the row-key block, or the byte that stands for none, then the column. A row_key of
     * another length counts as none: an empty one would let the column begin with a row key of its own.
     */
    String rowRead(String rowKey, String column, boolean text) {
        return concatenated(
                "case when octet_length(" + rowKey + ") = " + RowKeyColumn.BLOCK_BYTES + " then " + rowKey + " else "
                        + noRowKey() + " end",
                text ? bytesOf(column) : column);
    }

    /** Two byte strings as one; null if one of them is. */
    String concatenated(String first, String second) {
        return "(" + first + " || " + second + ")";
    }

    /** Epoch and blind index of a stored value; of a text column as 24 characters. */
    String indexOf(String stored, boolean text) {
        return "substring(" + stored + (text ? " from 5 for 24)" : " from 2 for 17)");
    }
}
