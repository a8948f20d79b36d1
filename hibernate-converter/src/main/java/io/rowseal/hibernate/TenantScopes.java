package io.rowseal.hibernate;

/**
 * Maps a tenant to its scope, if the scope is not the text of the tenant identifier. For example, it can keep the data of a
 * former single tenant under {@value io.rowseal.keys.KeyRing#DEFAULT_SCOPE}. Set it under {@link
 * RowsealSettings#TENANT_SCOPES}.
 *
 * <p>Only the scope keeps tenants apart. If two tenants have one scope, anyone who can write to the database can exchange their
 * rows, and shredding the scope destroys the data of both. The application decides whether that is acceptable.
 */
@FunctionalInterface
public interface TenantScopes {

    /**
     * The scope of a tenant. Rowseal calls it for every value that it seals or opens, from any thread. It must be fast, and
     * must always return the same scope for a tenant, because data written under another scope cannot be read any more.
     *
     * @param tenantIdentifier the tenant identifier of the session
     * @return the scope, 1 to 255 bytes in UTF-8
     */
    String scopeOf(Object tenantIdentifier);
}
