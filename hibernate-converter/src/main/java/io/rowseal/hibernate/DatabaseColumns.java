package io.rowseal.hibernate;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Reads the columns of tables from a database. */
final class DatabaseColumns {

    /**
     * A column of the database.
     *
     * @param jdbcType as in {@link java.sql.Types}
     * @param typeName the name the database has for it
     * @param size bytes or characters; 0 without limit
     * @param generation how a generated column is made, null for other columns
     */
    record DatabaseColumn(
            int jdbcType,
            String typeName,
            long size,
            @Nullable Generation generation) {}

    /**
     * How the database makes a generated column.
     *
     * @param expression as the database shows it
     * @param collation of a character column, null for its default
     */
    record Generation(String expression, @Nullable String collation) {}

    /**
     * The columns of a table, by the names the database has for them.
     *
     * @param columns empty if there is no such table
     * @param names how the database writes names
     */
    record TableColumns(Map<String, DatabaseColumn> columns, IdentifierHelper names) {

        boolean exists() {
            return !columns.isEmpty();
        }

        @Nullable
        DatabaseColumn find(Column column) {
            return columns.get(
                    names.toMetaDataObjectName(Identifier.toIdentifier(column.getName(), column.isQuoted())));
        }
    }

    private final Connection connection;
    private final IdentifierHelper names;
    private final SqlStringGenerationContext defaults;

    DatabaseColumns(Connection connection, SessionFactoryImplementor factory) {
        this.connection = connection;
        this.names = factory.getJdbcServices().getJdbcEnvironment().getIdentifierHelper();
        this.defaults = factory.getSqlStringGenerationContext();
    }

    TableColumns of(Table table) {
        try {
            String catalog = nameOf(defaults.catalogWithDefault(table.getCatalogIdentifier()));
            String schema = nameOf(defaults.schemaWithDefault(table.getSchemaIdentifier()));
            String name = nameOf(table.getNameIdentifier());
            if (catalog == null) {
                catalog = connection.getCatalog();
            }
            Map<String, DatabaseColumn> columns = read(catalog, schema == null ? connection.getSchema() : schema, name);
            if (columns.isEmpty() && schema == null) {
                // Further down the search path.
                columns = read(catalog, null, name);
            }
            return new TableColumns(columns, names);
        } catch (SQLException e) {
            throw new io.rowseal.ConfigurationException(
                    "the columns of table '" + table.getName() + "' can not be read: " + e.getMessage(), e);
        }
    }

    private Map<String, DatabaseColumn> read(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        Map<String, DatabaseColumn> columns = new LinkedHashMap<>();
        DatabaseMetaData metaData = connection.getMetaData();
        String escape = metaData.getSearchStringEscape();
        try (ResultSet rows = metaData.getColumns(catalog, escaped(schema, escape), escaped(table, escape), null)) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                boolean generated = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                columns.put(
                        name,
                        new DatabaseColumn(
                                rows.getInt("DATA_TYPE"),
                                rows.getString("TYPE_NAME"),
                                rows.getLong("COLUMN_SIZE"),
                                generated ? generation(schemaOf(rows), rows.getString("TABLE_NAME"), name) : null));
            }
        }
        return columns;
    }

    /** What the database's own tables call schema; MariaDB's driver calls it catalog. */
    private static String schemaOf(ResultSet rows) throws SQLException {
        String schema = rows.getString("TABLE_SCHEM");
        return schema == null ? rows.getString("TABLE_CAT") : schema;
    }

    private Generation generation(String schema, String table, String column) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select generation_expression, collation_name"
                + " from information_schema.columns where table_schema = ? and table_name = ? and column_name = ?")) {
            query.setString(1, schema);
            query.setString(2, table);
            query.setString(3, column);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return new Generation("", null);
                }
                String expression = row.getString(1);
                return new Generation(expression == null ? "" : expression, row.getString(2));
            }
        }
    }

    private @Nullable String nameOf(@Nullable Identifier identifier) {
        return identifier == null ? null : names.toMetaDataObjectName(identifier);
    }

    private static @Nullable String escaped(@Nullable String name, String escape) {
        return name == null
                ? null
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }
}
