package io.rowseal.hibernate.internal.scope;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is under the setting {@link RowsealSettings#KEY_RING}. Not looked at before an attribute needs it. Thread safe. */
public final class KeyRingSetting {

    private final @Nullable Object value;

    KeyRingSetting(@Nullable Object value) {
        this.value = value;
    }

    boolean isAbsent() {
        return value == null;
    }

    /**
     * The key ring.
     *
     * @param attributes that need it, none where all do
     * @throws ConfigurationException if there is none
     */
    KeyRing require(List<String> attributes) {
        if (value instanceof KeyRing ring) {
            return ring;
        }
        if (value instanceof Supplier<?> supplier) {
            return supplied(supplier, attributes);
        }
        String found = value == null
                ? "there is no key ring"
                : "its setting holds a " + value.getClass().getName();
        throw new MissingKeyRingException(
                attributes,
                found + ": put an io.rowseal.keys.KeyRing object under the setting '" + RowsealSettings.KEY_RING
                        + "' (RowsealSettings.KEY_RING) of the SessionFactory or EntityManagerFactory",
                null);
    }

    private static KeyRing supplied(Supplier<?> supplier, List<String> attributes) {
        Object supplied;
        try {
            supplied = supplier.get();
        } catch (ConfigurationException e) {
            throw new MissingKeyRingException(attributes, "there is no key ring: " + e.getMessage(), e);
        }
        if (supplied instanceof KeyRing ring) {
            return ring;
        }
        throw new MissingKeyRingException(
                attributes,
                "what supplies the key ring gave "
                        + (supplied == null
                                ? "null"
                                : "a " + supplied.getClass().getName())
                        + ": let the Supplier under the setting '" + RowsealSettings.KEY_RING
                        + "' give an io.rowseal.keys.KeyRing object",
                null);
    }
}
