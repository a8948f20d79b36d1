package io.rowseal.jca;

import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import javax.crypto.AEADBadTagException;

/** Translates the exceptions of the direct API to those that the contract of {@code javax.crypto} names. */
final class Failures {

    private static final String NOT_AUTHENTIC =
            "the message is not authentic: it was altered or cut off, or key, scope,"
                    + " context or associated data are not those it was encrypted with";

    private Failures() {}

    /**
     * The one exception for whatever is wrong with a message. It has no cause and no other text, so that who sends messages
     * learns nothing from it.
     */
    static AEADBadTagException notAuthentic() {
        return new AEADBadTagException(NOT_AUTHENTIC);
    }

    /** An altered KEK record is found with authentic messages too; it is for who runs the KEK store, not who sends messages. */
    static boolean concernsTheMessage(RowsealException failure) {
        return failure instanceof TamperedException
                || (failure instanceof WrongContextException && !(failure instanceof KeyRecordAlteredException))
                || failure instanceof WrongKeyException
                || failure instanceof MalformedCiphertextException;
    }

    /**
     * What {@code doFinal} throws.
     *
     * @throws ProviderException if the failure is not one of the message
     */
    static AEADBadTagException notAuthenticOrUnchecked(RowsealException failure) {
        if (concernsTheMessage(failure)) {
            return notAuthentic();
        }
        throw unchecked(failure);
    }

    /** Where only unchecked exceptions are possible. */
    static ProviderException unchecked(RowsealException failure) {
        return failure instanceof KeyUnavailableException
                ? new EnvelopeKeyStoreUnavailableException(failure.getMessage(), failure)
                : new EnvelopeKeyException(failure.getMessage(), failure);
    }

    /** Where the contract has {@link InvalidKeyException}; an unreachable store is not the key's fault and stays unchecked. */
    static InvalidKeyException invalidKey(RuntimeException failure) {
        if (failure instanceof KeyUnavailableException unavailable) {
            throw unchecked(unavailable);
        }
        return new InvalidKeyException(failure.getMessage(), failure);
    }
}
