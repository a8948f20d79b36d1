package io.rowseal.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** What is checked when a SessionFactory with encrypted attributes starts. Each check stops the start. */
final class BootChecks {

    private BootChecks() {}

    static void run(
            EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory, EncryptionRuntime runtime) {
        PlaintextLoggers.check(factory.getProperties());
        SqlFragments.requireSupported(metadata.getDatabase().getDialect());
        EntityFeatureCheck.check(model, metadata);
        TenantCheck.check(metadata, factory, runtime);
        ofMapping(model, metadata);
        SchemaCheck.afterSchemaManagement(model, metadata, factory);
    }

    /** Those that need no SessionFactory; they also complete the columns. */
    static void ofMapping(EncryptedModel model, Metadata metadata) {
        Dialect dialect = metadata.getDatabase().getDialect();
        ColumnShapes.restore(model, dialect);
        ColumnFeatureCheck.check(model, dialect);
        SearchFieldCheck.check(model, metadata);
        UniqueKeyCheck.check(model, metadata);
        ReferenceCheck.check(model, metadata);
        SqlMentionCheck.check(model, metadata);
        CustomSqlCheck.check(model, metadata);
        // Last, because it chooses types as only an application may not.
        RowSize.fit(model, metadata, dialect);
    }
}
