package io.rowseal.direct;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Recipients.Recipient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key that wraps data keys itself, without a KEK: one recipient of a message. Thread safe. */
public interface DirectKey {

    /** Why it cannot seal, or open; null if it can. */
    @Nullable
    String obstacle(boolean seals);

    /** The recipient that stands in the header. */
    Recipient wrap(Primitives primitives, KeyBytes dataKey);

    /** The one recipient that this key tries: the header is not authenticated, so it must not cost many calls. */
    @Nullable
    Recipient choose(Primitives primitives, List<Recipient> recipients);

    /** Those to try instead, where the key does not know its own name. */
    default List<Recipient> unnamed(List<Recipient> recipients) {
        return List.of();
    }

    /**
     * The data key, of any length: the caller checks and wipes it. Null if it does not unwrap.
     *
     * @throws io.rowseal.KeyUnavailableException if the key cannot be used now
     * @throws io.rowseal.KeyAccessDeniedException if its use is denied
     * @throws io.rowseal.KeyDestroyedException if it was destroyed
     * @throws io.rowseal.UnknownKeyException if its store does not have it
     */
    byte @Nullable [] unwrap(Primitives primitives, Recipient recipient);

    static @Nullable Recipient named(List<Recipient> recipients, String storeId, String keyRef) {
        for (Recipient recipient : recipients) {
            if (recipient.storeId().equals(storeId) && recipient.keyRef().equals(keyRef)) {
                return recipient;
            }
        }
        return null;
    }
}
