package io.rowseal.keys;

import io.rowseal.crypto.Primitives;
import io.rowseal.kek.DataKeys;
import io.rowseal.kek.KekEvents;
import io.rowseal.kek.Ring;

/** What only tests set or see of a key ring, for tests in other packages. */
public final class RingInternals {

    private RingInternals() {}

    /** Sets the primitives of a ring, such as those with a chosen random generator. */
    public static KeyRing.Builder with(Primitives primitives, KeyRing.Builder builder) {
        return builder.primitives(primitives);
    }

    public static KeyRing.Builder with(KekEvents events, KeyRing.Builder builder) {
        return builder.events(events);
    }

    public static DataKeys dataKeys(KeyRing ring) {
        return ring.internal(Ring.class).dataKeys();
    }
}
