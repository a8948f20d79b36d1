package io.rowseal.keys.local;

import io.rowseal.crypto.Primitives;
import io.rowseal.keys.spi.StoreStart;
import org.jspecify.annotations.Nullable;

/** The primitives of a store: those of its key ring where the ring chose a provider, else the JDK's. Thread safe. */
final class StorePrimitives {

    private volatile @Nullable Primitives chosen;

    /** A ring with a chosen provider chooses for its stores too. */
    void choose(StoreStart start) {
        start.primitiveProvider().map(Primitives::of).ifPresent(this::choose);
    }

    void choose(Primitives primitives) {
        chosen = primitives;
    }

    Primitives get() {
        Primitives known = chosen;
        return known == null ? Primitives.shared() : known;
    }
}
