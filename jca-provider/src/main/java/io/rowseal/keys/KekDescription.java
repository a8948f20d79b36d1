package io.rowseal.keys;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekState;
import java.time.Instant;

/**
 * The content of a KEK record. It is not authenticated before the KEK is used. Contains no secret.
 *
 * @param kekId the KEK
 * @param scope the scope that its record claims
 * @param purpose what it is for
 * @param state whether it may be used
 * @param encrypts whether it is the newest ACTIVE one of its scope, so that data under it needs no rewrapping
 * @param createdAt when it was created
 */
public record KekDescription(
        KekId kekId, String scope, KekPurpose purpose, KekState state, boolean encrypts, Instant createdAt) {

    @Override
    public String toString() {
        return "KekDescription[" + kekId + " " + purpose.label() + " scope=" + Printable.of(scope) + " " + state
                + (encrypts ? ", encrypts" : "") + "]";
    }
}
