package io.rowseal.hibernate.internal.scope;

import org.hibernate.cache.internal.StandardTimestampsCacheFactory;
import org.hibernate.cache.spi.CacheImplementor;
import org.hibernate.cache.spi.TimestampsCache;
import org.hibernate.cache.spi.TimestampsCacheFactory;
import org.hibernate.cache.spi.TimestampsRegion;

/**
 * Makes Hibernate's own cache of timestamps, which is asked whenever a result is found in the query cache, tell which session
 * found it. Created by Hibernate; not for application use.
 */
public final class RowsealTimestampsCacheFactory implements TimestampsCacheFactory {

    /** Creates the factory; called by Hibernate. */
    public RowsealTimestampsCacheFactory() {}

    @Override
    public TimestampsCache buildTimestampsCache(CacheImplementor cache, TimestampsRegion region) {
        return new WatchedTimestampsCache(
                StandardTimestampsCacheFactory.INSTANCE.buildTimestampsCache(cache, region),
                KeyScopes.of(cache.getSessionFactory().getServiceRegistry()));
    }
}
