package io.rowseal.keys.spi;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a KEK store that is not a KEK record, because it was altered. The store skips and reports it, so that it does not
 * affect the other records. Contains no secret.
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
