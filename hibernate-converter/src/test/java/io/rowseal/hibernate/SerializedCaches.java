package io.rowseal.hibernate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** What a cache outside of the process would be sent: the keys and entries of all caches as Java serializes them. */
final class SerializedCaches {

    /** Settings of a SessionFactory with second-level and query cache. */
    static final Map<String, Object> SETTINGS = Map.of(
            "hibernate.cache.use_second_level_cache", "true",
            "hibernate.cache.use_query_cache", "true",
            "hibernate.cache.region.factory_class", "jcache",
            "hibernate.javax.cache.missing_cache_strategy", "create");

    private SerializedCaches() {}

    /** By the name of the cache. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        for (String name : manager.getCacheNames()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
                for (Cache.Entry<?, ?> entry : manager.getCache(name)) {
                    output.writeObject(entry.getKey());
                    output.writeObject(entry.getValue());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            contents.put(name, bytes.toByteArray());
        }
        return contents;
    }
}
