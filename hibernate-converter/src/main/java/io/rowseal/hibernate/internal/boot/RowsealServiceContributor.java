package io.rowseal.hibernate.internal.boot;

import io.rowseal.hibernate.internal.dialect.MergeDialects;
import io.rowseal.hibernate.internal.dialect.PersisterClasses;
import io.rowseal.hibernate.internal.mapping.AttributeBinding;
import io.rowseal.hibernate.internal.mapping.BindingRefusals;
import io.rowseal.hibernate.internal.query.BulkStatementChecks;
import io.rowseal.hibernate.internal.query.RowsealHqlTranslator;
import io.rowseal.hibernate.internal.query.RowsealSqmTranslatorFactory;
import io.rowseal.hibernate.internal.rowkey.RowKeyPlaces;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.RowsealTimestampsCacheFactory;
import io.rowseal.persistence.EncryptedBinder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.CacheSettings;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.service.spi.ServiceContributor;

/** Registers what this library needs with Hibernate. Found by Hibernate; not for application use. */
public final class RowsealServiceContributor implements ServiceContributor {

    /** Creates the contributor; called by Hibernate. */
    public RowsealServiceContributor() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(new OwnService<>(KeyScopes.class, KeyScopes::fromSettings));
        builder.addInitiator(new OwnService<>(BindingRefusals.class, settings -> new BindingRefusals()));
        builder.addInitiator(new OwnService<>(RowKeyPlaces.class, settings -> new RowKeyPlaces()));
        builder.addInitiator(new OwnService<>(EncryptedBinder.Mapping.class, settings -> new AttributeBinding()));
        builder.addInitiator(new MergeDialects());
        builder.addInitiator(new BulkStatementChecks());
        builder.addInitiator(new PersisterClasses());
        builder.getSettings()
                .putIfAbsent(CacheSettings.QUERY_CACHE_FACTORY, RowsealTimestampsCacheFactory.class.getName());
        builder.getSettings().putIfAbsent(QuerySettings.SEMANTIC_QUERY_PRODUCER, RowsealHqlTranslator.class.getName());
        builder.getSettings()
                .putIfAbsent(QuerySettings.SEMANTIC_QUERY_TRANSLATOR, RowsealSqmTranslatorFactory.class.getName());
    }
}
