package io.rowseal.hibernate.internal.scope;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.TenantScopes;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/**
 * In which scope the rows of one hierarchy of entities are, and all that belongs to them: secondary tables, element collections,
 * audit copies, cache entries. Rows of tenants are in the scope of the session's tenant, all others in that of the setting. The
 * data itself is never asked. Thread safe.
 */
public final class EntityScope {

    private final KeyScopes keyScopes;
    private final String rootEntity;
    private final String shared;
    private volatile boolean ofTenants;
    private volatile boolean filtered;

    EntityScope(KeyScopes keyScopes, String rootEntity) {
        this.keyScopes = keyScopes;
        this.rootEntity = rootEntity;
        this.shared = keyScopes.scope();
    }

    public String rootEntity() {
        return rootEntity;
    }

    /** Called once the mapping is complete, before anything is sealed. */
    public void ofTenants(boolean value, boolean byFilter) {
        ofTenants = value;
        filtered = byFilter;
    }

    /** Whether the rows of all tenants are in one table, and Hibernate's filter keeps a session to those of its tenant. */
    public boolean isFiltered() {
        return filtered;
    }

    /** Whether each tenant has a scope of its own. */
    public boolean isOfTenants() {
        return ofTenants;
    }

    /**
     * The scope.
     *
     * @param options the session
     * @throws IllegalStateException if the rows are those of tenants and the session is of none, or of the root tenant
     */
    public String of(@Nullable WrapperOptions options) {
        if (!ofTenants) {
            return shared;
        }
        return options instanceof SharedSessionContractImplementor session
                ? keyScopes.sessionScopes().of(session, this::ofTenant)
                : ofTenant(options);
    }

    private String ofTenant(@Nullable WrapperOptions options) {
        return of(SessionTenant.of(options, rootEntity));
    }

    /** The scope of a tenant. */
    public String of(SessionTenant tenant) {
        TenantScopes scopes = keyScopes.tenantScopes();
        String found = tenant.scope(scopes);
        if (scopes == null && found.equals(keyScopes.scope()) && keyScopes.hasSharedRows()) {
            throw new ConfigurationException(
                    "the tenant identifier is the scope of the rows that all tenants share, as the"
                            + " setting '" + RowsealSettings.SCOPE
                            + "' or its default says, so this tenant would have their keys: tell the"
                            + " scope of the tenant with a TenantScopes object under the setting '"
                            + RowsealSettings.TENANT_SCOPES
                            + "', or set another '" + RowsealSettings.SCOPE + "' while there is no shared data");
        }
        return found;
    }

    /** The keys of the scope. */
    public ScopeKeys keys(@Nullable WrapperOptions options) {
        return keyScopes.keys(of(options));
    }

    @Override
    public String toString() {
        return "EntityScope[" + rootEntity + "]";
    }
}
