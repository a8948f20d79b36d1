package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingCheck;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up if a stored key-encryption key opens with what the stores hold now, past all that is in memory. The answer is given again
 * for a while: remote master-key stores bill calls. Unknown as long as nothing has needed the key ring. Details hold no secret.
 */
final class KeyRingHealthIndicator extends AbstractHealthIndicator {

    private static final Log LOG = LogFactory.getLog(KeyRingHealthIndicator.class);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final CreatedBeans beans;
    private final String scope;
    private final long cacheNanos;

    private @Nullable Health last;
    private long lastAt;
    private @Nullable String scopeWithKeys;

    KeyRingHealthIndicator(CreatedBeans beans, String scope, Duration cache) {
        super("The stored keys cannot be opened");
        this.beans = beans;
        this.scope = scope;
        this.cacheNanos = (cache.compareTo(LONGEST) < 0 ? cache : LONGEST).toNanos();
    }

    /** One look at a time: the callers that wait for it take its answer. */
    @Override
    protected synchronized void doHealthCheck(Health.Builder builder) {
        Health health = last;
        if (health == null || System.nanoTime() - lastAt >= cacheNanos) {
            health = look();
            last = health;
            lastAt = System.nanoTime();
        }
        builder.status(health.getStatus()).withDetails(health.getDetails());
    }

    private Health look() {
        KeyRing keyRing = beans.find(KeyRing.class).orElse(null);
        if (keyRing == null) {
            return Health.unknown()
                    .withDetail("keyRing", "nothing has needed it")
                    .build();
        }
        Health.Builder builder = Health.up().withDetail("masterKeyStores", keyRing.describe());
        KekStore kekStore = beans.find(KekStore.class).orElse(null);
        if (kekStore != null) {
            builder.withDetail("kekStore", kekStore.toString());
        }
        try {
            describe(check(keyRing, kekStore), builder);
        } catch (RuntimeException e) {
            LOG.warn("The stored keys cannot be opened", e);
            builder.down(e);
        }
        return builder.build();
    }

    /** Of the scope of properties, or where it has no keys, as with tenants, of any that has. */
    private KeyRingCheck check(KeyRing keyRing, @Nullable KekStore kekStore) {
        KeyRingCheck found = keyRing.check(scopeWithKeys == null ? scope : scopeWithKeys);
        if (!found.opened().isEmpty() || kekStore == null) {
            return found;
        }
        scopeWithKeys = kekStore.all(record -> {}).stream()
                .filter(record -> record.state() != KekState.DESTROYED)
                .map(KekRecord::scope)
                .findFirst()
                .orElse(null);
        return scopeWithKeys == null ? found : keyRing.check(scopeWithKeys);
    }

    private static void describe(KeyRingCheck check, Health.Builder builder) {
        builder.withDetail("hasKeys", !check.opened().isEmpty());
        if (!check.isComplete()) {
            Map<String, String> failures = new TreeMap<>();
            check.storeFailures()
                    .forEach((store, failure) -> failures.put(store, String.valueOf(failure.getMessage())));
            builder.withDetail("storesThatFail", failures);
        }
    }
}
