package io.rowseal.hibernate.internal.check;

import io.rowseal.hibernate.internal.model.ColumnShapes;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.StartFailures;
import io.rowseal.hibernate.internal.schema.PlainColumnCheck;
import io.rowseal.hibernate.internal.schema.SchemaCheck;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** What is checked when a SessionFactory with encrypted attributes starts. Each check stops the start. */
public final class BootChecks {

    private BootChecks() {}

    public static void run(
            EncryptedModel model,
            Metadata metadata,
            SessionFactoryImplementor factory,
            KeyScopes keyScopes,
            StartFailures failures) {
        if (keyScopes.isMappingOnly()) {
            each(model, failures, attribute -> EntityFeatureCheck.check(attribute, metadata));
            ofMapping(model, metadata, failures);
            return;
        }
        SqlFragments.requireSupported(metadata.getDatabase().getDialect());
        failures.run(() -> PlaintextLoggers.check(factory.getProperties()));
        each(model, failures, attribute -> EntityFeatureCheck.check(attribute, metadata));
        failures.run(() -> TenantCheck.check(metadata, factory, keyScopes));
        ofMapping(model, metadata, failures);
        SchemaCheck.before(model, metadata, factory, failures);
        PlainColumnCheck.before(model, metadata, factory, failures);
    }

    /** Those that need no SessionFactory; they also complete the columns. */
    public static void ofMapping(EncryptedModel model, Metadata metadata, StartFailures failures) {
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
