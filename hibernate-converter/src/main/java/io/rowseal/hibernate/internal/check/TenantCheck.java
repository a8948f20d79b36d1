package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.RowsealTimestampsCacheFactory;
import io.rowseal.keys.KeyRing;
import java.util.Collection;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.cfg.CacheSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;

/** Finds out which entities' rows are those of tenants, and refuses settings that do not fit. */
public final class TenantCheck {

    private static final String CREDENTIALS_MAPPER = "hibernate.multi_tenant.credentials_mapper";

    private TenantCheck() {}

    static void check(Metadata metadata, SessionFactoryImplementor factory, KeyScopes keyScopes) {
        boolean byConnection = isByConnection(factory);
        Collection<EntityScope> scopes = keyScopes.entityScopes().stream()
                .filter(scope -> metadata.getEntityBinding(scope.rootEntity()) != null)
                .toList();
        for (EntityScope scope : scopes) {
            boolean filtered = !byConnection && hasTenantId(metadata.getEntityBinding(scope.rootEntity()));
            scope.ofTenants(byConnection || filtered, filtered);
        }
        keyScopes.hasTenants(scopes.stream().anyMatch(EntityScope::isOfTenants));
        if (keyScopes.hasTenants()) {
            requireWatchedQueryCache(factory.getSessionFactoryOptions());
        }
        if (!keyScopes.hasTenants() && keyScopes.tenantScopes() != null) {
            throw new ConfigurationException("there is a TenantScopes object under the setting '"
                    + RowsealSettings.TENANT_SCOPES
                    + "', but no encrypted attribute belongs to tenants: remove it, or give the"
                    + " entities @TenantId or the SessionFactory a MultiTenantConnectionProvider");
        }
        if (scopes.stream().allMatch(EntityScope::isOfTenants)) {
            keyScopes.tenantScopes();
            if (!keyScopes.scope().equals(KeyRing.DEFAULT_SCOPE)) {
                throw new ConfigurationException("the setting '" + RowsealSettings.SCOPE + "' is '" + keyScopes.scope()
                        + "', but all encrypted attributes belong to tenants, each with a scope of its own: remove it; to keep"
                        + " data of that scope for one of the tenants, set a TenantScopes object under '"
                        + RowsealSettings.TENANT_SCOPES + "'");
            }
        } else {
            // Refuses a text that cannot be a scope. No key is made.
            keyScopes.keys(keyScopes.scope());
        }
    }

    /** Whether each tenant has a connection of its own, to tables of its own. */
    static boolean isByConnection(SessionFactoryImplementor factory) {
        SessionFactoryOptions options = factory.getSessionFactoryOptions();
        return options.isMultiTenancyEnabled()
                || options.getTenantSchemaMapper() != null
                || factory.getProperties().get(CREDENTIALS_MAPPER) != null;
    }

    private static void requireWatchedQueryCache(SessionFactoryOptions options) {
        if (options.isQueryCacheEnabled()
                && !(options.getTimestampsCacheFactory() instanceof RowsealTimestampsCacheFactory)) {
            throw new ConfigurationException(
                    "one tenant could get cached results of another: encrypted attributes belong to"
                            + " tenants, so remove the setting '" + CacheSettings.QUERY_CACHE_FACTORY
                            + "', which Rowseal sets itself, or turn the query cache off");
        }
    }

    private static boolean hasTenantId(PersistentClass root) {
        if (isFiltered(root)) {
            return true;
        }
        for (PersistentClass subclass : root.getSubclasses()) {
            if (isFiltered(subclass)) {
                throw new ConfigurationException("entity '" + subclass.getEntityName()
                        + "' has @TenantId, but is a subclass in a hierarchy with encrypted attributes, whose other rows would"
                        + " belong to no tenant: move @TenantId to '" + root.getEntityName() + "'");
            }
        }
        return false;
    }

    private static boolean isFiltered(PersistentClass entity) {
        return entity.getFilters().stream().anyMatch(filter -> filter.getName().equals(TenantIdBinder.FILTER_NAME));
    }
}
