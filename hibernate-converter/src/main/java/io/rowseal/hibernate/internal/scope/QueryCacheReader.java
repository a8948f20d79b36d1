package io.rowseal.hibernate.internal.scope;

import io.rowseal.hibernate.internal.statement.ThreadValue;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Knows which session a thread last read a result of the query cache with. Hibernate opens cached results without saying for
 * which session, and what comes from a cache outside of the process must not say itself of which tenant it is.
 *
 * <p>Hibernate reads a result and opens it in one thread, one after the other. Should another session of the thread get between,
 * that of another tenant, the result cannot be opened; it is never opened for the wrong tenant.
 */
public final class QueryCacheReader {

    /** The tenant of the last result; stays until the next one or the end of the SessionFactory, but in no thread. */
    private final ThreadValue<SessionTenant> tenant = new ThreadValue<>();

    /** Called when a result was found. */
    public void found(SharedSessionContractImplementor session) {
        tenant.set(SessionTenant.find(session));
    }

    /** The tenant of that session, null if it has none or the root tenant. */
    @Nullable
    SessionTenant tenant() {
        return tenant.get();
    }
}
