package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.UnreadableRecord;
import io.rowseal.keys.spi.WrappedKey;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Tells a flight recorder what happens to KEKs. This class tells nobody, for a JVM without Java Flight Recorder;
 * {@link RecordedKekEvents} is the other one. Holds nothing and is thread safe.
 */
public class KekEvents {

    private static final String RECORDER = "jdk.jfr";

    /** The ones for this JVM. The module of the recorder is optional, so its classes are touched only if it is there. */
    public static KekEvents ofThisJvm() {
        Optional<Module> recorder = ModuleLayer.boot().findModule(RECORDER);
        boolean readable = recorder.isPresent() && KekEvents.class.getModule().canRead(recorder.get());
        return readable ? new RecordedKekEvents() : new KekEvents();
    }

    /** Whether {@link #hit} does anything: hits are frequent, so nothing is allocated for them unless somebody listens. */
    public boolean recordsHits() {
        return false;
    }

    /** A KEK was in the cache. */
    public void hit(String scope, KekPurpose purpose, KekId kekId) {}

    /** A KEK left the cache and was wiped. */
    public void evicted(KekRecord left) {}

    /** Loads a KEK that was not in the cache. */
    public <T> T miss(String scope, KekPurpose purpose, KekId kekId, Supplier<T> load) {
        return load.get();
    }

    /** Creates a KEK and stores it; false if another process was first. */
    public boolean generate(String scope, KekPurpose purpose, KekId kekId, BooleanSupplier create) {
        return create.getAsBoolean();
    }

    /** Has a master-key store wrap a KEK. */
    public WrappedKey wrap(
            String storeId, String keyRef, String scope, KekPurpose purpose, KekId kekId, Supplier<WrappedKey> call) {
        return call.get();
    }

    /** Has a master-key store unwrap a KEK. */
    public byte[] unwrap(WrappedKey recipient, String scope, KekPurpose purpose, KekId kekId, Supplier<byte[]> call) {
        return call.get();
    }

    /** Something in the KEK store is no record; once for each ring. */
    public void unreadable(UnreadableRecord found) {}
}
