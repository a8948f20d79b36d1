package io.rowseal.hibernate;

/**
 * Tells the scope of a tenant, where it is not the text of the tenant identifier: to keep the data of a former single tenant
 * under {@value io.rowseal.keys.KeyRing#DEFAULT_SCOPE}, for example. Set under {@link RowsealSettings#TENANT_SCOPES}.
 *
 * <p>Nothing but the scope keeps tenants apart: rows of two tenants with one scope can be exchanged by who can write the
 * database, and are shredded together. Whether that is wanted is the application's decision.
 */
@FunctionalInterface
public interface TenantScopes {

    /**
     * The scope of a tenant. Called for every statement or less often, by any thread; it must be fast, and always give the same
     * for a tenant, because what was written under another scope cannot be read any more.
     *
     * @param tenantIdentifier the tenant identifier of the session
     * @return the scope, 1 to 255 bytes in UTF-8
     */
    String scopeOf(Object tenantIdentifier);
}
