package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.check.BootChecks;
import io.rowseal.hibernate.internal.mapping.AuditCopies;
import io.rowseal.hibernate.internal.mapping.BindingRefusals;
import io.rowseal.hibernate.internal.mapping.EncryptedMemberCheck;
import io.rowseal.hibernate.internal.mapping.ModeCheck;
import io.rowseal.hibernate.internal.model.ColumnShapes;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.schema.SchemaDdl;
import io.rowseal.hibernate.internal.schema.StoredChecks;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.sql.OnlineSyntax;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataBuilder;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.boot.spi.MetadataBuilderImplementor;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/** The mapping of an application for a database that is not there, and the statements that follow from it. */
final class MigrationMapping implements AutoCloseable {

    /** Ends a statement; no statement has it, as line ends may stand in comments of columns. */
    private static final String END = "\u0001";

    private static final int ORACLE_RAW_BYTES = 2000;

    private final KeyRing ring;
    private final StandardServiceRegistry registry;
    private final Metadata metadata;
    private final EncryptedModel model;
    private final Dialect dialect;

    MigrationMapping(Collection<Class<?>> entities, Map<String, String> settings, MigrationDatabase database) {
        // Nothing is encrypted, so that no key is ever made.
        this.ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
        this.registry = new StandardServiceRegistryBuilder()
                .applySettings(Map.copyOf(settings))
                .applySetting(JdbcSettings.DIALECT, database.dialect().getName())
                .applySetting(JdbcSettings.ALLOW_METADATA_ON_BOOT, false)
                .applySetting(RowsealSettings.KEY_RING, ring)
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            entities.forEach(sources::addAnnotatedClass);
            MetadataBuilder builder = sources.getMetadataBuilder();
            this.metadata = builder.build();
            this.dialect = metadata.getDatabase().getDialect();
            this.model = checkedModel(((MetadataBuilderImplementor) builder).getBootstrapContext());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private EncryptedModel checkedModel(BootstrapContext bootstrap) {
        KeyScopes keyScopes = KeyScopes.of(registry);
        StartFailures refusals = new StartFailures();
        BindingRefusals.of(registry).takeOf(metadata).forEach(refusals::add);
        refusals.throwIfAny();
        AuditCopies.encrypt(
                metadata,
                bootstrap,
                registry.requireService(ConfigurationService.class).getSettings(),
                keyScopes);
        EncryptedModel encrypted = EncryptedModel.of(metadata);
        EncryptedMemberCheck.check(metadata);
        if (encrypted.isEmpty()) {
            throw new ConfigurationException(
                    "no attribute of these classes is @Encrypted: name the entities that have some");
        }
        ModeCheck.start(encrypted, metadata, keyScopes);
        StartFailures failures = new StartFailures();
        BootChecks.ofMapping(encrypted, metadata, failures);
        failures.throwIfAny();
        if (SqlFragments.of(dialect) == SqlFragments.ORACLE) {
            encrypted.attributes().forEach(MigrationMapping::requireRaw);
        }
        if (SqlFragments.of(dialect) == SqlFragments.SQL_SERVER) {
            encrypted.attributes().forEach(MigrationMapping::requireNotUnique);
        }
        return encrypted;
    }

    /** SQL Server takes nulls for equal, and leaves none out of an index of a computed column. */
    private static void requireNotUnique(EncryptedAttribute attribute) {
        Column index = attribute.indexColumn();
        Table table = attribute.mappingColumn().getValue().getTable();
        if (index != null && table.getUniqueKeys().values().stream().anyMatch(key -> key.containsColumn(index))) {
            throw new ConfigurationException(
                    "attribute '" + attribute.name() + "' cannot be unique on SQL Server, which"
                            + " would take rows without a value for equal: remove the unique constraint");
        }
    }

    /** Oracle computes nothing from a large object. */
    private static void requireRaw(EncryptedAttribute attribute) {
        if (attribute.indexed() && !attribute.text() && ColumnShapes.length(attribute) > ORACLE_RAW_BYTES) {
            throw new ConfigurationException("attribute '" + attribute.name()
                    + "' cannot have @BlindIndex on Oracle: its"
                    + " column has " + ColumnShapes.length(attribute) + " bytes, and only a RAW column of at most "
                    + ORACLE_RAW_BYTES + " has an index; give it a smaller @Column(length = ...)");
        }
    }

    /** Whole tables. */
    List<MigrationStep> create() {
        StringWriter script = new StringWriter();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(SchemaToolingSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, "none");
        settings.put(SchemaToolingSettings.JAKARTA_HBM2DDL_SCRIPTS_ACTION, "create");
        settings.put(SchemaToolingSettings.JAKARTA_HBM2DDL_SCRIPTS_CREATE_TARGET, script);
        settings.put(SchemaToolingSettings.HBM2DDL_HALT_ON_ERROR, true);
        // An import.sql on the class path is data of a test, not of a migration.
        settings.put(SchemaToolingSettings.HBM2DDL_SKIP_DEFAULT_IMPORT_FILE, true);
        settings.put(SchemaToolingSettings.HBM2DDL_DELIMITER, END);
        SchemaManagementToolCoordinator.process(metadata, registry, settings, action -> {});
        List<String> statements = Stream.of(script.toString().split(END, -1))
                .filter(statement -> !statement.isBlank())
                .toList();
        return List.of(new MigrationStep("tables", statements, true));
    }

    /** What makes a program fail that writes anything but ciphertext; nothing where all columns may hold plaintext. */
    List<MigrationStep> checks(boolean online) {
        StoredChecks checks = new StoredChecks(SqlFragments.of(dialect), ddl());
        List<String> statements = new ArrayList<>();
        expected().forEach((table, columns) -> statements.addAll(checks.of(table, inOrder(columns), online)));
        // In one transaction the validation of PostgreSQL would run under the lock of the statement before it.
        boolean transactional = !online || SqlFragments.of(dialect) != SqlFragments.POSTGRESQL;
        return statements.isEmpty() ? List.of() : List.of(new MigrationStep("checks", statements, transactional));
    }

    private SchemaDdl ddl() {
        return new SchemaDdl(
                metadata,
                SqlStringGenerationContextImpl.fromExplicit(
                        registry.requireService(JdbcEnvironment.class), metadata.getDatabase(), null, null));
    }

    private Map<Table, Set<ExpectedColumn>> expected() {
        Map<Table, Set<ExpectedColumn>> tables = ExpectedColumn.byTable(model, metadata);
        addFormerRows(tables);
        return tables;
    }

    /** What encryption adds to tables, and the space that it needs in columns with plaintext. */
    List<MigrationStep> add(boolean online) {
        SchemaDdl ddl = ddl();
        OnlineSyntax syntax = online ? OnlineSyntax.of(SqlFragments.of(dialect)) : OnlineSyntax.NONE;
        List<String> columns = new ArrayList<>();
        List<String> indexes = new ArrayList<>();
        expected().forEach((table, expected) -> {
            inOrder(expected)
                    .forEach(column -> columns.add(
                            holdsPlaintext(column)
                                    ? ddl.widen(table, column, syntax)
                                    : ddl.addColumn(table, column, syntax, true)));
            expected.stream()
                    .filter(ExpectedColumn::generated)
                    .forEach(column -> indexes.addAll(keys(ddl, table, column, syntax)));
        });
        List<MigrationStep> steps = new ArrayList<>();
        steps.add(new MigrationStep("columns", columns, true));
        if (!indexes.isEmpty()) {
            steps.add(new MigrationStep("indexes", indexes, syntax.areIndexesTransactional()));
        }
        return steps;
    }

    private static List<String> keys(SchemaDdl ddl, Table table, ExpectedColumn column, OnlineSyntax syntax) {
        return syntax == OnlineSyntax.NONE
                ? ddl.addKeys(table, column.column())
                : ddl.addKeys(table, column.column(), syntax);
    }

    /** The tables in which Hibernate keeps former rows have no attributes of their own, but columns with the same types. */
    private void addFormerRows(Map<Table, Set<ExpectedColumn>> tables) {
        for (Table table : metadata.collectTableMappings()) {
            if (!table.isPhysicalTable() || tables.containsKey(table)) {
                continue;
            }
            Set<ExpectedColumn> expected = new LinkedHashSet<>();
            Column rowKey = table.getColumn(new Column(StoredRowKey.COLUMN));
            for (Column column : table.getColumns()) {
                EncryptedAttribute attribute = CellJdbcType.attributeOf(column.getValue());
                if (attribute != null) {
                    expected.add(ExpectedColumn.ofAttribute(attribute));
                    if (rowKey != null) {
                        expected.add(ExpectedColumn.ofRowKey(attribute, rowKey));
                    }
                }
            }
            if (!expected.isEmpty()) {
                tables.put(table, expected);
            }
        }
    }

    /** Plaintext and ciphertext can be in one column only while there is a mode for both. */
    private static boolean holdsPlaintext(ExpectedColumn column) {
        return column.isValue() && !column.attribute().mode().isStrict();
    }

    /** Row key, values, and what is generated from them. */
    private static List<ExpectedColumn> inOrder(Set<ExpectedColumn> columns) {
        List<ExpectedColumn> ordered = new ArrayList<>(columns.stream()
                .filter(column -> !column.isValue() && !column.generated())
                .toList());
        columns.stream().filter(column -> column.isValue()).forEach(ordered::add);
        columns.stream().filter(ExpectedColumn::generated).forEach(ordered::add);
        return ordered;
    }

    @Override
    public void close() {
        StandardServiceRegistryBuilder.destroy(registry);
        ring.close();
    }
}
