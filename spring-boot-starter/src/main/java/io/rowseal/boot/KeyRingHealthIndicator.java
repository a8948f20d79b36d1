package io.rowseal.boot;

import io.rowseal.keys.KekStore;
import io.rowseal.keys.KeyRing;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up if the KEK store answers. No master-key store is called: remote ones bill calls, and their outage does no harm as long as
 * the KEKs are cached. The details hold no secret.
 */
final class KeyRingHealthIndicator extends AbstractHealthIndicator {

    private final KeyRing keyRing;
    private final @Nullable KekStore kekStore;

    KeyRingHealthIndicator(KeyRing keyRing, @Nullable KekStore kekStore) {
        super("The KEK store does not answer");
        this.keyRing = keyRing;
        this.kekStore = kekStore;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("masterKeyStores", keyRing.describe());
        if (kekStore != null) {
            builder.withDetail("kekStore", kekStore.toString()).withDetail("hasKeys", kekStore.hasRecords());
        }
    }
}
