package io.rowseal.keys.local;

import io.rowseal.crypto.Primitives;
import org.jspecify.annotations.Nullable;

/** The primitives of a store: those of its key ring where the ring chose a provider, else the JDK's. Thread safe. */
final class StorePrimitives {

    private volatile @Nullable Primitives chosen;

    void choose(Primitives primitives) {
        chosen = primitives;
    }

    Primitives get() {
        Primitives known = chosen;
        return known == null ? Primitives.shared() : known;
    }
}
