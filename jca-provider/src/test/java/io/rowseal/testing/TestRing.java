package io.rowseal.testing;

import io.rowseal.crypto.Primitives;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.RingInternals;
import io.rowseal.keys.spi.MasterKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A key ring over test stores, with a clock that tests move. */
public final class TestRing implements AutoCloseable {

    public final TestMasterKeyStore masterKeys = new TestMasterKeyStore("test");
    public final TestKekStore kekStore = new TestKekStore();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    public final KeyRing ring;

    public TestRing() {
        this(KeyRingPolicy.DEFAULT, new SecureRandom());
    }

    public TestRing(KeyRingPolicy policy, SecureRandom random) {
        this.ring = open(masterKeys, policy, random);
    }

    /** Another ring over the same stores: another process, or this one after a restart. */
    public KeyRing reopen() {
        return reopen(masterKeys);
    }

    public KeyRing reopen(MasterKeyStore store) {
        return reopen(store, KeyRingPolicy.DEFAULT);
    }

    public KeyRing reopen(MasterKeyStore store, KeyRingPolicy policy) {
        return open(store, policy, new SecureRandom());
    }

    /** Begins another ring over the same stores. */
    public KeyRing.Builder builder() {
        return builder(masterKeys, KeyRingPolicy.DEFAULT, new SecureRandom());
    }

    private KeyRing open(MasterKeyStore store, KeyRingPolicy policy, SecureRandom random) {
        return builder(store, policy, random).build();
    }

    private KeyRing.Builder builder(MasterKeyStore store, KeyRingPolicy policy, SecureRandom random) {
        KeyRing.Builder builder = KeyRing.builder()
                .masterKeyStore(store)
                .kekStore(kekStore)
                .policy(policy)
                .clocks(
                        now::get,
                        () -> Duration.between(Instant.EPOCH, now.get()).toNanos());
        return RingInternals.with(Primitives.using(java.security.Security.getProvider("SunJCE"), random), builder);
    }

    public void advance(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public void close() {
        ring.close();
    }
}
