package io.rowseal.keys.spi;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import org.jspecify.annotations.Nullable;

/**
 * Something in a KEK store that is no KEK record: it was altered. It is skipped and reported, so that it does no harm to the
 * other records. Holds no secret.
 *
 * @param kekId the identity it claims, null if that is unreadable too
 * @param sequence the sequence it claims, which keeps that place taken; 0 if it claims none
 * @param failure says where it is and what to do
 */
public record UnreadableRecord(@Nullable KekId kekId, int sequence, MalformedCiphertextException failure) {

    /** {@return what it is called in messages and events: its kekId, or "unknown"} */
    public String name() {
        return kekId == null ? "unknown" : kekId.toString();
    }
}
