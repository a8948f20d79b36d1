package io.rowseal.testing;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.keys.RingInternals;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A key ring whose KEKs are those of a file of vectors, where they stand in clear. */
public final class VectorRing implements AutoCloseable {

    private static final String STORE = "vectors";

    /** The keys of the vectors never grow too old. */
    private static final KeyRingPolicy POLICY = KeyRingPolicy.builder()
            .kekPeriod(Duration.ofDays(100_000))
            .kekGrace(Duration.ZERO)
            .cacheEntries(100)
            .rowKeyCacheEntries(100)
            .build();

    public final KeyRing ring;
    public final FixedRandom random = new FixedRandom();
    private final TestKekStore kekStore = new TestKekStore();
    private final Map<String, byte[]> keys = new HashMap<>();

    /** A ring with the KEK records of a file. */
    public VectorRing(JsonNode file) {
        file.required("kekRecords").forEach(this::add);
        this.ring = open();
    }

    /** A ring with one active key. */
    public VectorRing(KekPurpose purpose, String scope, byte[] key, byte[] check, KekId kekId, long createdAt) {
        add(purpose, scope, key, check, kekId, createdAt, KekState.ACTIVE);
        this.ring = open();
    }

    private KeyRing open() {
        KeyRing.Builder builder = KeyRing.builder()
                .masterKeyStore(new ClearStore())
                .kekStore(kekStore)
                .policy(POLICY);
        return RingInternals.with(Primitives.using(Security.getProvider("SunJCE"), random), builder)
                .build();
    }

    private void add(JsonNode json) {
        add(
                KekPurpose.of(json.required("purpose").asString()),
                json.required("scope").asString(),
                Vectors.hex(json.required("key")),
                Vectors.hex(json.required("check")),
                KekId.of(Vectors.hex(json.required("kekId"))),
                json.required("createdAt").asLong(),
                KekState.valueOf(json.required("state").asString()));
    }

    private void add(
            KekPurpose purpose, String scope, byte[] key, byte[] check, KekId kekId, long createdAt, KekState state) {
        keys.put(kekId.toString(), key);
        List<WrappedKey> recipients =
                state == KekState.DESTROYED ? List.of() : List.of(new WrappedKey(STORE, "clear", kekId.toBytes()));
        int sequence = kekStore.list(scope, purpose).size() + 1;
        kekStore.plant(new KekRecord(kekId, purpose, scope, sequence, createdAt, state, recipients, check));
    }

    @Override
    public void close() {
        ring.close();
    }

    /** A generator that gives what it was told to give, each once. */
    public static final class FixedRandom extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final transient Deque<byte[]> next = new ArrayDeque<>();

        public void next(byte[] bytes) {
            next.add(bytes.clone());
        }

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] given = next.isEmpty() ? new byte[0] : next.remove();
            if (bytes.length != given.length) {
                throw new IllegalStateException(bytes.length + " random bytes wanted, " + given.length + " were given");
            }
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
    }

    /** Unwraps to the key that the vectors give for the kekId. */
    private final class ClearStore implements MasterKeyStore {

        @Override
        public String storeId() {
            return STORE;
        }

        @Override
        public String activeKeyRef() {
            return "clear";
        }

        @Override
        public List<String> keyRefs() {
            return List.of(activeKeyRef());
        }

        @Override
        public WrappedKey wrap(String keyRef, byte[] key, Context context) {
            throw new IllegalStateException("a vector that creates a KEK: its records do not fit");
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            return keys.get(new String(context.value("kekId"), StandardCharsets.US_ASCII))
                    .clone();
        }

        @Override
        public String describe() {
            return "keys of the vectors";
        }

        @Override
        public void close() {}
    }
}
