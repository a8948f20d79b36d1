package io.rowseal.hibernate.internal.sql;

import org.hibernate.dialect.Dialect;

/** How a database adds columns and indexes while the table is read and written. */
public enum OnlineSyntax {
    /** Not at all. */
    NONE,
    /** Its index is made outside of a transaction; a stored column still rewrites the table. */
    POSTGRESQL {
        @Override
        public String index(String table, boolean unique, String name, String columns) {
            return create(unique) + "concurrently " + name + " on " + table + " (" + columns + ")";
        }

        @Override
        public boolean areIndexesTransactional() {
            return false;
        }
    },
    /** A virtual column is not stored in the table, only in its index. */
    MYSQL {
        @Override
        public String columnSuffix() {
            return ", algorithm=instant";
        }

        @Override
        public String widenSuffix() {
            return ", lock=none";
        }

        @Override
        public String generatedAs(Dialect dialect, String expression) {
            return " generated always as (" + expression + ") virtual";
        }

        @Override
        public String index(String table, boolean unique, String name, String columns) {
            return "alter table " + table + " add " + (unique ? "unique " : "") + "index " + name + " (" + columns
                    + "), algorithm=inplace, lock=none";
        }
    },
    /** A column that is not persisted is only in its index. */
    SQL_SERVER {
        @Override
        public String generatedAs(Dialect dialect, String expression) {
            return " as (" + expression + ")";
        }

        @Override
        public String index(String table, boolean unique, String name, String columns) {
            return super.index(table, unique, name, columns) + " with (online = on)";
        }
    },
    /** Its generated columns are virtual. */
    ORACLE {
        @Override
        public String index(String table, boolean unique, String name, String columns) {
            return super.index(table, unique, name, columns) + " online";
        }
    };

    public static OnlineSyntax of(SqlFragments sql) {
        return switch (sql) {
            case H2, HSQLDB, UNKNOWN -> NONE;
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL -> MYSQL;
            case SQL_SERVER -> SQL_SERVER;
            case ORACLE -> ORACLE;
        };
    }

    /** What follows a column that is added. */
    public String columnSuffix() {
        return "";
    }

    /** What follows a column that becomes wider; which algorithm can do that depends on its length before. */
    public String widenSuffix() {
        return "";
    }

    /** What makes a column a generated one. */
    public String generatedAs(Dialect dialect, String expression) {
        return dialect.generatedAs(expression);
    }

    /** The statement that makes an index. */
    public String index(String table, boolean unique, String name, String columns) {
        return create(unique) + name + " on " + table + " (" + columns + ")";
    }

    /** Whether indexes can be made inside of a transaction. */
    public boolean areIndexesTransactional() {
        return true;
    }

    private static String create(boolean unique) {
        return "create " + (unique ? "unique index " : "index ");
    }
}
