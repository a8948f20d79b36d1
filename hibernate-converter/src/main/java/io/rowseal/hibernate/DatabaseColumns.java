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
     * @param generation the expression of a generated column as the database shows it, null for other columns
     */
    record DatabaseColumn(
            int jdbcType,
            String typeName,
            long size,
            @Nullable String generation) {}

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
                                generated
                                        ? generation(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"), name)
                                        : null));
            }
        }
        return columns;
    }

    private String generation(String schema, String table, String column) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select generation_expression from information_schema.columns"
                        + " where table_schema = ? and table_name = ? and column_name = ?")) {
            query.setString(1, schema);
            query.setString(2, table);
            query.setString(3, column);
            try (ResultSet row = query.executeQuery()) {
                String expression = row.next() ? row.getString(1) : null;
                return expression == null ? "" : expression;
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
