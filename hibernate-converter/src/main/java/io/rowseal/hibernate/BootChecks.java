package io.rowseal.hibernate;

import java.util.List;
import java.util.function.Consumer;
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
        if (runtime.isMappingOnly()) {
            each(model, failures, attribute -> EntityFeatureCheck.check(attribute, metadata));
            ofMapping(model, metadata, failures);
            return;
        }
        SqlFragments.requireSupported(metadata.getDatabase().getDialect());
        failures.run(() -> PlaintextLoggers.check(factory.getProperties()));
        each(model, failures, attribute -> EntityFeatureCheck.check(attribute, metadata));
        failures.run(() -> TenantCheck.check(metadata, factory, runtime));
        ofMapping(model, metadata, failures);
        SchemaCheck.before(model, metadata, factory, failures);
        PlainColumnCheck.before(model, metadata, factory, failures);
    }

    /** Those that need no SessionFactory; they also complete the columns. */
    static void ofMapping(EncryptedModel model, Metadata metadata, StartFailures failures) {
        Dialect dialect = metadata.getDatabase().getDialect();
        failures.run(() -> ColumnShapes.restore(model, dialect));
        each(model, failures, attribute -> ColumnFeatureCheck.check(attribute, dialect));
        failures.run(() -> SearchFieldCheck.check(model, metadata));
        each(model, failures, attribute -> UniqueKeyCheck.check(attribute, metadata));
        failures.run(() -> ReferenceCheck.check(model, metadata));
        SharedColumnCheck.check(model, metadata, failures);
        SqlMentionCheck.check(model, metadata, failures);
        failures.run(() -> CustomSqlCheck.check(model, metadata));
        // Last, because they choose what an application may not.
        failures.run(() -> ColumnShapes.collate(model, dialect));
        failures.run(() -> RowSize.fit(model, metadata, dialect));
    }

    private static void each(EncryptedModel model, StartFailures failures, Consumer<EncryptedModel> check) {
        model.attributes()
                .forEach(attribute -> failures.run(() -> check.accept(new EncryptedModel(List.of(attribute)))));
    }
}
