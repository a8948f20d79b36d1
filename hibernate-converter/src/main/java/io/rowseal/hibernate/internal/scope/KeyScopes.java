package io.rowseal.hibernate.internal.scope;

import io.rowseal.ConfigurationException;
import io.rowseal.Printable;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.TenantScopes;
import io.rowseal.hibernate.internal.mode.AttributeOptions;
import io.rowseal.hibernate.internal.statement.StatementState;
import io.rowseal.keys.KeyRing;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.Stoppable;
import org.jspecify.annotations.Nullable;

/**
 * What encrypts for one SessionFactory: its key ring, the keys of its tables, its statement slot. A Hibernate service, so that
 * two SessionFactories in one JVM share nothing. Thread safe.
 */
public final class KeyScopes implements Service, Stoppable {

    private static final long serialVersionUID = 1L;

    private final transient KeyRingSetting keyRing;
    private final boolean withoutDatabase;
    private final String scope;
    private final transient AttributeOptions options;
    private final transient StatementState statement = new StatementState();
    private final transient @Nullable Object tenantScopes;
    private final transient Map<String, ScopeKeys> scopes = new ConcurrentHashMap<>();
    private final transient Map<String, EntityScope> entityScopes = new ConcurrentHashMap<>();
    private final transient Map<String, Set<EntityScope>> scopesOfTables = new ConcurrentHashMap<>();
    private final transient QueryCacheReader queryCacheReader = new QueryCacheReader();
    private final transient SessionScopes sessionScopes = new SessionScopes();
    private transient volatile boolean hasTenants;

    private KeyScopes(Map<String, Object> settings) {
        this.keyRing = new KeyRingSetting(settings.get(RowsealSettings.KEY_RING));
        this.withoutDatabase =
                Boolean.FALSE.toString().equals(String.valueOf(settings.get(JdbcSettings.ALLOW_METADATA_ON_BOOT)));
        this.scope = String.valueOf(settings.getOrDefault(RowsealSettings.SCOPE, KeyRing.DEFAULT_SCOPE));
        this.tenantScopes = settings.get(RowsealSettings.TENANT_SCOPES);
        this.options = new AttributeOptions(settings);
    }

    public static KeyScopes fromSettings(Map<String, Object> settings) {
        return new KeyScopes(settings);
    }

    public static KeyScopes of(ServiceRegistry registry) {
        return registry.requireService(KeyScopes.class);
    }

    /** The key ring, for an attribute that is encrypted. */
    public KeyRing requireKeyRing(String attribute) {
        return keyRing.require(List.of(attribute));
    }

    /**
     * Whether there is nothing but the mapping: no key ring, and no database that may be asked, as in ahead-of-time processing.
     * Then nothing that a start checks in the database can be checked, and whoever uses a session is refused.
     */
    public boolean isMappingOnly() {
        return keyRing.isAbsent() && withoutDatabase;
    }

    /** The clock of the key ring, for an attribute that is encrypted. */
    public InstantSource clock(String attribute) {
        return isMappingOnly()
                ? InstantSource.system()
                : requireKeyRing(attribute).clock();
    }

    /** The scope of all rows that are not those of tenants. */
    public String scope() {
        return scope;
    }

    /** What tells the scopes of tenants, null where their identifiers do. Not looked at before there is a tenant. */
    @Nullable
    public TenantScopes tenantScopes() {
        if (tenantScopes == null || tenantScopes instanceof TenantScopes) {
            return (TenantScopes) tenantScopes;
        }
        throw new ConfigurationException("setting '" + RowsealSettings.TENANT_SCOPES + "' must be a "
                + TenantScopes.class.getName() + " object, not a "
                + tenantScopes.getClass().getName());
    }

    /** In which scopes the rows of an entity are. */
    public EntityScope entityScope(PersistentClass entity) {
        return entityScopes.computeIfAbsent(entity.getRootClass().getEntityName(), root -> new EntityScope(this, root));
    }

    /** Whether rows of any entity are those of no tenant; known once the mapping is complete. */
    boolean hasSharedRows() {
        return entityScopes.values().stream().anyMatch(entity -> !entity.isOfTenants());
    }

    /** Whether rows of any entity are those of tenants; known once the mapping is complete. */
    public boolean hasTenants() {
        return hasTenants;
    }

    public void hasTenants(boolean value) {
        hasTenants = value;
    }

    /** Tells the scope of a table, for what comes from caches. */
    public void tableOf(EntityScope entity, String staticName) {
        scopesOfTables
                .computeIfAbsent(staticName, name -> ConcurrentHashMap.newKeySet())
                .add(entity);
    }

    /** The keys of what the query cache returned by value: those of the session that read it. */
    public ScopeKeys keysOfCached(String table) {
        Set<EntityScope> known = scopesOfTables.get(table);
        if (known == null) {
            // What comes from a cache must not choose the scope by naming a table that nobody knows.
            throw new WrongContextException("a cached value says it is from table '" + Printable.of(table)
                    + "', which has no encrypted attributes: the cache was altered; clear it");
        }
        if (known.stream().noneMatch(EntityScope::isOfTenants)) {
            return keys(scope);
        }
        SessionTenant tenant = queryCacheReader.tenant();
        if (tenant == null) {
            throw new IllegalStateException("a cached value of table '" + table
                    + "' belongs to a tenant, but no session of a tenant has read it from the query cache: read it in a query"
                    + " of a session of the tenant");
        }
        return keys(tenant.scope(tenantScopes()));
    }

    public QueryCacheReader queryCacheReader() {
        return queryCacheReader;
    }

    SessionScopes sessionScopes() {
        return sessionScopes;
    }

    /** Those of all entities with encrypted attributes. */
    public Collection<EntityScope> entityScopes() {
        return entityScopes.values();
    }

    /** How its attributes are read and written. */
    public AttributeOptions options() {
        return options;
    }

    /** What threads remember of the statement that they are at. */
    public StatementState statement() {
        return statement;
    }

    /** The keys of a scope. */
    public ScopeKeys keys(String ofScope) {
        ScopeKeys present = scopes.get(ofScope);
        return present != null ? present : scopes.computeIfAbsent(ofScope, this::newKeys);
    }

    private ScopeKeys newKeys(String ofScope) {
        try {
            return new ScopeKeys(keyRing.require(List.of()), ofScope);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "a text cannot be the scope of rows: " + e.getMessage() + ". It comes from the setting '"
                            + RowsealSettings.SCOPE
                            + "', or is that of a tenant identifier, which a TenantScopes object under the"
                            + " setting '" + RowsealSettings.TENANT_SCOPES + "' can give another scope",
                    e);
        }
    }

    /** Wipes the opened row keys. The key ring is the application's. */
    @Override
    public void stop() {
        scopes.values().forEach(ScopeKeys::close);
    }

    @Override
    public String toString() {
        return "KeyScopes[scope=" + scope + "]";
    }
}
