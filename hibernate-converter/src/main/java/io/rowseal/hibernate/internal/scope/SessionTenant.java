package io.rowseal.hibernate.internal.scope;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.TenantScopes;
import java.math.BigInteger;
import java.util.Set;
import java.util.UUID;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/**
 * The tenant of a session.
 *
 * @param identifier its tenant identifier
 */
public record SessionTenant(Object identifier) {

    /** Those whose text is the same for equal identifiers, now and with any release. */
    private static final Set<Class<?>> WITH_TEXT = Set.of(
            String.class,
            Long.class,
            Integer.class,
            Short.class,
            Byte.class,
            Character.class,
            BigInteger.class,
            UUID.class);

    /**
     * The tenant whose rows a session may read and write.
     *
     * @param entity whose encrypted attributes are read or written, for messages
     */
    static SessionTenant of(@Nullable WrapperOptions options, String entity) {
        SharedSessionContractImplementor session = session(options);
        if (session == null) {
            throw new IllegalStateException(
                    "encrypted attributes of '" + entity
                            + "' belong to tenants, but Hibernate read or wrote them without a session: use a session of the tenant");
        }
        Object identifier = session.getTenantIdentifierValue();
        if (identifier == null) {
            throw new IllegalStateException("encrypted attributes of '" + entity
                    + "' belong to tenants, but the session has no tenant identifier: open it with"
                    + " sessionFactory.withOptions().tenantIdentifier(...), or set a CurrentTenantIdentifierResolver");
        }
        if (isRoot(session, identifier)) {
            throw new IllegalStateException("encrypted attributes of '" + entity
                    + "' belong to tenants, each with keys of its own, but the session is that of the root tenant, which sees"
                    + " the rows of all: open a session of the tenant whose rows are read or written, or do not select the"
                    + " encrypted attributes");
        }
        return new SessionTenant(identifier);
    }

    /** The tenant of a session, null if it has none or the root tenant. */
    public static @Nullable SessionTenant find(@Nullable SharedSessionContractImplementor session) {
        Object identifier = session == null ? null : session.getTenantIdentifierValue();
        return identifier == null || session == null || isRoot(session, identifier)
                ? null
                : new SessionTenant(identifier);
    }

    private static boolean isRoot(SharedSessionContractImplementor session, Object identifier) {
        CurrentTenantIdentifierResolver<Object> resolver = session.getFactory().getCurrentTenantIdentifierResolver();
        return resolver != null && resolver.isRoot(identifier);
    }

    private static @Nullable SharedSessionContractImplementor session(@Nullable WrapperOptions options) {
        if (options == null || options instanceof SharedSessionContractImplementor) {
            return (SharedSessionContractImplementor) options;
        }
        try {
            return options.getSession();
        } catch (UnsupportedOperationException e) {
            // The options of a SessionFactory, which Hibernate uses where there is no session.
            return null;
        }
    }

    public String scope(@Nullable TenantScopes scopes) {
        if (scopes != null) {
            String scope = scopes.scopeOf(identifier);
            if (scope == null) {
                throw new ConfigurationException("the " + scopes.getClass().getName() + " of the setting '"
                        + RowsealSettings.TENANT_SCOPES + "' gives no scope for the tenant of this session");
            }
            return scope;
        }
        if (identifier instanceof Enum<?> constant) {
            return constant.name();
        }
        if (WITH_TEXT.contains(identifier.getClass())) {
            return identifier.toString();
        }
        throw new ConfigurationException("the tenant identifier is a "
                + identifier.getClass().getName()
                + ", of which it is not known whether its text stays the same: tell the scope of a tenant with a TenantScopes"
                + " object under the setting '" + RowsealSettings.TENANT_SCOPES + "'");
    }
}
