package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.keys.spi.KekPurpose;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Events of Java Flight Recorder about KEKs. Off unless the recording's settings turn them on. They hold names, never a byte of
 * a key or of a value. Names and fields are documented in docs/diagnostics.md.
 */
@Category("Rowseal")
@Enabled(false)
@StackTrace(false)
abstract class KekEvent extends Event {

    @Label("Scope")
    @Nullable
    String scope;

    @Label("Purpose")
    @Nullable
    String purpose;

    @Label("KEK id")
    @Nullable
    String kekId;

    /** Fills in which KEK it is about. */
    void about(String ofScope, KekPurpose forPurpose, KekId id) {
        scope = Printable.of(ofScope);
        purpose = forPurpose.label();
        kekId = id.toString();
    }

    /** A KEK in use by a master-key store. */
    abstract static class AtStore extends KekEvent {

        @Label("Master-key store")
        @Nullable
        String storeId;

        @Label("Key reference")
        @Nullable
        String keyRef;
    }

    /** A KEK was created. */
    @Name("io.rowseal.KekGenerated")
    @Label("KEK Generated")
    static final class Generated extends KekEvent {

        @Label("Stored")
        @Description("false if another process stored its own first")
        boolean stored;
    }

    /** A master-key store wrapped a KEK. */
    @Name("io.rowseal.KekWrapped")
    @Label("KEK Wrapped")
    static final class Wrapped extends AtStore {}

    /** A master-key store unwrapped a KEK. */
    @Name("io.rowseal.KekUnwrapped")
    @Label("KEK Unwrapped")
    static final class Unwrapped extends AtStore {}

    /** A master-key store did not do what was asked of it. */
    @Name("io.rowseal.MasterKeyStoreFailure")
    @Label("Master-Key Store Failure")
    static final class StoreFailure extends AtStore {

        @Label("Operation")
        @Nullable
        String operation;

        @Label("Exception Class")
        @Nullable
        String exceptionClass;
    }

    /** Something in the KEK store is not a KEK record. Scope and purpose are left out: nothing that it says is known to be right. */
    @Name("io.rowseal.KekRecordUnreadable")
    @Label("KEK Record Unreadable")
    static final class RecordUnreadable extends KekEvent {

        @Label("Sequence")
        int sequence;
    }

    /** A KEK was in the cache. */
    @Name("io.rowseal.KekCacheHit")
    @Label("KEK Cache Hit")
    static final class CacheHit extends KekEvent {}

    /** A KEK was not in the cache; the duration is that of loading it. */
    @Name("io.rowseal.KekCacheMiss")
    @Label("KEK Cache Miss")
    static final class CacheMiss extends KekEvent {}

    /** A KEK left the cache. */
    @Name("io.rowseal.KekCacheEvicted")
    @Label("KEK Cache Evicted")
    static final class CacheEvicted extends KekEvent {}
}
