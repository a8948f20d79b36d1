package io.rowseal.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** What is checked when a SessionFactory with encrypted attributes starts. Each check stops the start. */
final class BootChecks {

    private BootChecks() {}

    static void run(
            EncryptedModel model,
            Metadata metadata,
            SessionFactoryImplementor factory,
            EncryptionRuntime runtime,
            StartFailures failures) {
        SqlFragments.requireSupported(metadata.getDatabase().getDialect());
        failures.run(() -> PlaintextLoggers.check(factory.getProperties()));
        failures.run(() -> EntityFeatureCheck.check(model, metadata));
        failures.run(() -> TenantCheck.check(metadata, factory, runtime));
        ofMapping(model, metadata, failures);
        if (!runtime.isMappingOnly()) {
            SchemaCheck.run(model, metadata, factory, failures);
        }
    }

    /** Those that need no SessionFactory; they also complete the columns. */
    static void ofMapping(EncryptedModel model, Metadata metadata, StartFailures failures) {
        Dialect dialect = metadata.getDatabase().getDialect();
        failures.run(() -> ColumnShapes.restore(model, dialect));
        failures.run(() -> ColumnFeatureCheck.check(model, dialect));
        failures.run(() -> SearchFieldCheck.check(model, metadata));
        failures.run(() -> UniqueKeyCheck.check(model, metadata));
        failures.run(() -> ReferenceCheck.check(model, metadata));
        failures.run(() -> SqlMentionCheck.check(model, metadata));
        failures.run(() -> CustomSqlCheck.check(model, metadata));
        // Last, because they choose what an application may not.
        failures.run(() -> ColumnShapes.collate(model, dialect));
        failures.run(() -> RowSize.fit(model, metadata, dialect));
    }
}
