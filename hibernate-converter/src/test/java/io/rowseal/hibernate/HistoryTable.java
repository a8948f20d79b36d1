package io.rowseal.hibernate;

import io.rowseal.hibernate.HistoryVersions.Version;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import io.rowseal.hibernate.internal.schema.SchemaDdl;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.keys.KeyRing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Table;

/** The table below all versions, made and altered by the statements that the library itself generates. */
final class HistoryTable implements AutoCloseable {

    private final TestDatabase database;
    private final KeyRing ring;
    private final String url;
    private final Mapped indexed;
    private final Mapped padded;
    private boolean hasIndex;

    /** A version of the mapping, by which the table is altered. */
    private record Mapped(Metadata metadata, SessionFactoryImplementor factory) {

        EncryptedAttribute attribute() {
            return EncryptedModel.of(metadata).attributes().iterator().next();
        }

        Table table() {
            return attribute().mappingColumn().getValue().getTable();
        }

        SchemaDdl ddl() {
            return new SchemaDdl(metadata, factory.getSqlStringGenerationContext());
        }

        void execute(List<String> statements) {
            factory.inTransaction(session -> session.doWork(connection -> {
                try (var statement = connection.createStatement()) {
                    for (String sql : statements) {
                        statement.execute(sql);
                    }
                }
            }));
        }
    }

    HistoryTable(TestDatabase database, KeyRing ring) {
        this.database = database;
        this.ring = ring;
        this.url = database.newDatabase();
        // Its column is the widest, so that no version finds it too small.
        this.padded = map(HistoryVersions.Padded.class, "create");
        this.indexed = map(HistoryVersions.Indexed.class, "none");
        addIndexColumn();
    }

    private Mapped map(Class<? extends Version> version, String schemaTool) {
        Map<String, Object> settings = settings();
        settings.put("hibernate.hbm2ddl.auto", schemaTool);
        settings.put(RowsealSettings.SCHEMA_CHECK, "skip");
        Metadata metadata = new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySettings(settings)
                        .build())
                .addAnnotatedClass(version)
                .buildMetadata();
        return new Mapped(metadata, (SessionFactoryImplementor) metadata.buildSessionFactory());
    }

    /** Of a SessionFactory over this table; the map is the caller's. */
    Map<String, Object> settings() {
        return new HashMap<>(Map.of(
                "hibernate.connection.url",
                url,
                "hibernate.connection.username",
                database.user(),
                "hibernate.connection.password",
                "",
                "hibernate.hbm2ddl.auto",
                "none",
                RowsealSettings.KEY_RING,
                ring));
    }

    /** PostgreSQL counts columns that were dropped among the 1,600 that a table can have. */
    void anew() {
        indexed.execute(List.of("drop table history"));
        padded.factory().getSchemaManager().exportMappedObjects(false);
        addIndexColumn();
    }

    void empty() {
        indexed.execute(List.of("delete from history"));
    }

    /** Alters the table but not what it holds, and tells how. */
    String alter(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> {
                dropIndexColumn();
                addIndexColumn();
                return "index column made anew";
            }
            case 1 -> {
                dropIndexColumn();
                retype();
                addIndexColumn();
                return "column retyped";
            }
            default -> {
                // Without an index on the index column the check has the rows alone.
                indexed.execute(hasIndex ? List.of(dropIndex()) : addIndex());
                hasIndex = !hasIndex;
                return hasIndex ? "index created" : "index dropped";
            }
        }
    }

    private void dropIndexColumn() {
        indexed.execute(
                List.of(indexed.ddl().drop(indexed.table(), indexed.attribute().indexColumn())));
    }

    private void addIndexColumn() {
        ExpectedColumn column =
                ExpectedColumn.ofIndex(indexed.attribute(), indexed.attribute().indexColumn());
        indexed.execute(indexed.ddl().add(indexed.table(), column, true));
        hasIndex = true;
    }

    /** To the type that it has. */
    private void retype() {
        padded.factory()
                .inTransaction(session -> session.doWork(connection -> {
                    DatabaseColumn present = new DatabaseColumns(connection, padded.factory())
                            .of(padded.table())
                            .find(padded.attribute().mappingColumn());
                    padded.execute(padded.ddl()
                            .widen(padded.table(), ExpectedColumn.ofAttribute(padded.attribute()), present));
                }));
    }

    private List<String> addIndex() {
        return indexed.ddl().addKeys(indexed.table(), indexed.attribute().indexColumn());
    }

    private String dropIndex() {
        String name = indexed.table().getIndexes().values().iterator().next().getName();
        return "drop index " + name + (database == TestDatabase.MARIADB ? " on history" : "");
    }

    @Override
    public void close() {
        indexed.factory().close();
        padded.factory().close();
    }
}
