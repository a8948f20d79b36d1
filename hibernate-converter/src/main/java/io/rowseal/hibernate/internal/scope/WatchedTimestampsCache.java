package io.rowseal.hibernate.internal.scope;

import java.util.Collection;
import org.hibernate.cache.spi.TimestampsCache;
import org.hibernate.cache.spi.TimestampsRegion;
import org.hibernate.engine.spi.SharedSessionContractImplementor;

/**
 * Hibernate's cache of timestamps, which tells a {@link QueryCacheReader} of the results that are found.
 *
 * @param timestamps Hibernate's own
 * @param keyScopes who has the reader
 */
public record WatchedTimestampsCache(TimestampsCache timestamps, KeyScopes keyScopes) implements TimestampsCache {

    @Override
    public TimestampsRegion getRegion() {
        return timestamps.getRegion();
    }

    @Override
    public void preInvalidate(String[] spaces, SharedSessionContractImplementor session) {
        timestamps.preInvalidate(spaces, session);
    }

    @Override
    public void invalidate(String[] spaces, SharedSessionContractImplementor session) {
        timestamps.invalidate(spaces, session);
    }

    @Override
    public boolean isUpToDate(String[] spaces, Long timestamp, SharedSessionContractImplementor session) {
        return watched(timestamps.isUpToDate(spaces, timestamp, session), session);
    }

    @Override
    public boolean isUpToDate(Collection<String> spaces, Long timestamp, SharedSessionContractImplementor session) {
        return watched(timestamps.isUpToDate(spaces, timestamp, session), session);
    }

    private boolean watched(boolean upToDate, SharedSessionContractImplementor session) {
        if (upToDate && keyScopes.hasTenants()) {
            keyScopes.queryCacheReader().found(session);
        }
        return upToDate;
    }

    @Override
    public void clear() {
        timestamps.clear();
    }

    @Override
    public void destroy() {
        timestamps.destroy();
    }
}
