package io.rowseal.hibernate.internal.schema;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Reads the columns of tables from a database. */
public final class DatabaseColumns {

    /**
     * A column of the database.
     *
     * @param jdbcType as in {@link java.sql.Types}
     * @param typeName the name the database has for it
     * @param size bytes or characters; 0 without limit
     * @param nullable whether it may hold null
     * @param details what JDBC does not tell
     */
    public record DatabaseColumn(int jdbcType, String typeName, long size, boolean nullable, Details details) {

        /** How the database makes a generated column, null for other columns. */
        @Nullable
        String generation() {
            return details.generation();
        }

        /** Whether it takes letters of both cases for equal. */
        boolean ignoresCase() {
            // With its schema where that is not in the search path.
            String type = typeName.substring(typeName.lastIndexOf('.') + 1)
                    .replace("\"", "")
                    .toLowerCase(Locale.ROOT);
            return type.equals("varchar_ignorecase") || type.equals("citext") || details.ignoresCase();
        }
    }

    /**
     * What the database's own tables say of a column.
     *
     * @param generation the expression of a generated column as the database shows it, null for other columns
     * @param collation of a character column, null for the default
     * @param ignoresCase whether that collation takes different texts for equal
     * @param defaultValue its expression, null without one
     * @param comment null without one, and where no statement can lose it
     */
    record Details(
            @Nullable String generation,
            @Nullable String collation,
            boolean ignoresCase,
            @Nullable String defaultValue,
            @Nullable String comment) {

        static final Details NONE = new Details(null, null, false, null, null);
    }

    /**
     * The columns of a table, by the names the database has for them.
     *
     * @param columns empty if there is no such table
     * @param uniqueKeys the columns of each unique key and index
     * @param names how the database writes names
     * @param quotedIgnoreCase whether the database compares even quoted names without case
     */
    public record TableColumns(
            Map<String, DatabaseColumn> columns,
            Collection<Set<String>> uniqueKeys,
            IdentifierHelper names,
            boolean quotedIgnoreCase) {

        boolean exists() {
            return !columns.isEmpty();
        }

        @Nullable
        public DatabaseColumn find(Column column) {
            DatabaseColumn exact = columns.get(
                    names.toMetaDataObjectName(Identifier.toIdentifier(column.getName(), column.isQuoted())));
            return exact != null || (column.isQuoted() && !quotedIgnoreCase) ? exact : ignoringCase(column.getName());
        }

        /** Whether equal values in these columns are refused. */
        boolean isUnique(Collection<Column> key) {
            Set<DatabaseColumn> wanted = new HashSet<>();
            key.forEach(column -> wanted.add(find(column)));
            return uniqueKeys.stream()
                    .anyMatch(present -> present.size() == wanted.size()
                            && present.stream().allMatch(name -> wanted.contains(columns.get(name))));
        }

        /** What a database keeps as it was written, it finds in any case. */
        private @Nullable DatabaseColumn ignoringCase(String name) {
            List<String> found =
                    columns.keySet().stream().filter(name::equalsIgnoreCase).toList();
            return found.size() == 1 ? columns.get(found.get(0)) : null;
        }
    }

    private final Connection connection;
    private final Dialect dialect;
    private final IdentifierHelper names;
    private final SqlStringGenerationContext defaults;
    private final boolean quotedIgnoreCase;

    public DatabaseColumns(Connection connection, SessionFactoryImplementor factory) throws SQLException {
        this.connection = connection;
        this.dialect = factory.getJdbcServices().getDialect();
        this.names = factory.getJdbcServices().getJdbcEnvironment().getIdentifierHelper();
        this.defaults = factory.getSqlStringGenerationContext();
        this.quotedIgnoreCase = !connection.getMetaData().supportsMixedCaseQuotedIdentifiers();
    }

    public TableColumns of(Table table) {
        try {
            String catalog = nameOf(defaults.catalogWithDefault(table.getCatalogIdentifier()));
            String schema = nameOf(defaults.schemaWithDefault(table.getSchemaIdentifier()));
            Identifier identifier = table.getNameIdentifier();
            TableColumns columns = find(catalog, schema, nameOf(identifier));
            if (!columns.exists() && (!identifier.isQuoted() || quotedIgnoreCase)) {
                String other = nameIgnoringCase(catalog, schema, identifier.getText());
                columns = other == null ? columns : find(catalog, schema, other);
            }
            return columns;
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the columns of table '" + table.getName() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether what the mapping takes for a table is a view. */
    boolean isView(Table table) {
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(),
                        nameOf(defaults.schemaWithDefault(table.getSchemaIdentifier())),
                        "%",
                        new String[] {"VIEW"})) {
            while (rows.next()) {
                if (rows.getString("TABLE_NAME").equalsIgnoreCase(table.getName())) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw new ConfigurationException(
                    "the kind of table '" + table.getName() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private TableColumns find(@Nullable String givenCatalog, @Nullable String givenSchema, @Nullable String table)
            throws SQLException {
        String catalog = givenCatalog == null ? connection.getCatalog() : givenCatalog;
        String schema = givenSchema == null ? connection.getSchema() : givenSchema;
        TableColumns columns = read(catalog, schema, table);
        // Further down the search path.
        return !columns.exists() && givenSchema == null ? read(catalog, null, table) : columns;
    }

    /** The name a table has where the database compares names without case, null if there is none or more than one. */
    private @Nullable String nameIgnoringCase(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        String found = null;
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(
                        catalog == null ? connection.getCatalog() : catalog,
                        schema == null ? connection.getSchema() : schema,
                        "%",
                        null)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (name.equalsIgnoreCase(table)) {
                    if (found != null) {
                        return null;
                    }
                    found = name;
                }
            }
        }
        return found;
    }

    private TableColumns read(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        Map<String, DatabaseColumn> columns = new LinkedHashMap<>();
        Map<String, Details> details = Map.of();
        Collection<Set<String>> uniqueKeys = Set.of();
        DatabaseMetaData metaData = connection.getMetaData();
        String escape = metaData.getSearchStringEscape();
        try (ResultSet rows = metaData.getColumns(catalog, escaped(schema, escape), escaped(table, escape), null)) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                if (columns.isEmpty()) {
                    details = details(schemaOf(rows), rows.getString("TABLE_NAME"));
                    uniqueKeys = uniqueKeys(
                            rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                }
                Details own = details.getOrDefault(name, Details.NONE);
                boolean generated = "YES".equals(rows.getString("IS_GENERATEDCOLUMN"));
                columns.put(
                        name,
                        new DatabaseColumn(
                                rows.getInt("DATA_TYPE"),
                                rows.getString("TYPE_NAME"),
                                rows.getLong("COLUMN_SIZE"),
                                rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                                generated ? own : withoutGeneration(own)));
            }
        }
        return new TableColumns(columns, uniqueKeys, names, quotedIgnoreCase);
    }

    private Collection<Set<String>> uniqueKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        Map<String, Set<String>> keys = new HashMap<>();
        try (ResultSet rows = connection.getMetaData().getIndexInfo(catalog, schema, table, true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                // Some drivers also give statistics of the table, which have no column.
                if (column != null) {
                    keys.computeIfAbsent(rows.getString("INDEX_NAME"), name -> new HashSet<>())
                            .add(column);
                }
            }
        }
        return keys.values();
    }

    private static Details withoutGeneration(Details details) {
        return new Details(null, details.collation(), details.ignoresCase(), details.defaultValue(), details.comment());
    }

    /** What the database's own tables call schema; MariaDB's driver calls it catalog. */
    private static String schemaOf(ResultSet rows) throws SQLException {
        String schema = rows.getString("TABLE_SCHEM");
        return schema == null ? rows.getString("TABLE_CAT") : schema;
    }

    private Map<String, Details> details(String schema, String table) throws SQLException {
        SqlFragments sql = SqlFragments.of(dialect);
        Map<String, Details> details = new HashMap<>();
        // In upper case, because H2 can be told to take names as they are written.
        try (PreparedStatement query = connection.prepareStatement("select COLUMN_NAME, GENERATION_EXPRESSION,"
                + " COLLATION_NAME, COLUMN_DEFAULT, " + sql.commentColumn()
                + " from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = ? and TABLE_NAME = ?")) {
            query.setString(1, schema);
            query.setString(2, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String expression = row.getString(2);
                    String collation = row.getString(3);
                    details.put(
                            row.getString(1),
                            new Details(
                                    expression == null ? "" : expression,
                                    collation,
                                    collation != null && sql.ignoresCase(connection, collation),
                                    row.getString(4),
                                    row.getString(5)));
                }
            }
        }
        return details;
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
