package io.rowseal.hibernate;

import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/**
 * In which scope the rows of one hierarchy of entities are, and all that belongs to them: secondary tables, element collections,
 * audit copies, cache entries. Rows of tenants are in the scope of the session's tenant, all others in that of the setting. The
 * data itself is never asked. Thread safe.
 */
final class EntityScope {

    private final EncryptionRuntime runtime;
    private final String rootEntity;
    private volatile boolean ofTenants;

    EntityScope(EncryptionRuntime runtime, String rootEntity) {
        this.runtime = runtime;
        this.rootEntity = rootEntity;
    }

    String rootEntity() {
        return rootEntity;
    }

    /** Called once the mapping is complete, before anything is sealed. */
    void ofTenants(boolean value) {
        ofTenants = value;
    }

    /** Whether each tenant has a scope of its own. */
    boolean isOfTenants() {
        return ofTenants;
    }

    /**
     * The scope.
     *
     * @param options the session
     * @throws IllegalStateException if the rows are those of tenants and the session is of none, or of the root tenant
     */
    String of(@Nullable WrapperOptions options) {
        return ofTenants ? SessionTenant.of(options, rootEntity).scope(runtime.tenantScopes()) : runtime.scope();
    }

    /** The keys of the scope. */
    ScopeKeys keys(@Nullable WrapperOptions options) {
        return runtime.keys(of(options));
    }

    @Override
    public String toString() {
        return "EntityScope[" + rootEntity + "]";
    }
}
