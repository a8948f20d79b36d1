package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;

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
    };

    static SqlFragments of(Dialect dialect) {
        if (dialect instanceof PostgreSQLDialect) {
            return POSTGRESQL;
        }
        if (dialect instanceof H2Dialect) {
            return H2;
        }
        throw new ConfigurationException("encrypted attributes are supported on PostgreSQL and H2, not yet with "
                + dialect.getClass().getSimpleName());
    }

    /** The byte that stands for a row without row key. */
    abstract String noRowKey();

    /** The UTF-8 bytes of a character column. */
    abstract String bytesOf(String textExpression);

    /** The type of the generated index column. */
    abstract String indexColumnType(boolean text);

    /** A parameter marker with a type, which functions need. */
    abstract String typed(String marker, boolean text);

    /**
     * What the reading grammar takes: the row-key block, or the byte that stands for none, then the column. A row_key of
     * another length counts as none: an empty one would let the column begin with a row key of its own.
     */
    String rowRead(String rowKey, String column, boolean text) {
        return "(case when octet_length(" + rowKey + ") = " + RowKeyColumn.BLOCK_BYTES + " then " + rowKey + " else "
                + noRowKey() + " end || " + (text ? bytesOf(column) : column) + ")";
    }

    /** Epoch and blind index of a stored value; of a text column as 24 characters. */
    String indexOf(String stored, boolean text) {
        return "substring(" + stored + (text ? " from 5 for 24)" : " from 2 for 17)");
    }
}
