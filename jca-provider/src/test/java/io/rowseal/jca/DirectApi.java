package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import io.rowseal.message.Envelope;
import io.rowseal.message.EnvelopeStreamException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.Key;
import javax.crypto.AEADBadTagException;

/** Messages and streams through the direct API, and the exceptions that the documentation says a cipher has in their place. */
final class DirectApi {

    /**
     * What bytes open to.
     *
     * @param verified all that was verified
     * @param failure the exception of a cipher, or null if nothing is wrong
     * @param begun whether the key was opened, as far as a stream shows it
     */
    record Opened(byte[] verified, Class<? extends Exception> failure, boolean begun) {}

    private static final byte[] NOTHING = new byte[0];

    private final Envelope envelope;

    DirectApi(Key key) {
        envelope = Envelope.of(key);
    }

    byte[] seal(boolean stream, byte[] message, Context context, byte[] aad) {
        if (!stream) {
            return envelope.seal(message, context, aad);
        }
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = envelope.streams(context, aad).sealTo(sealed)) {
            out.write(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sealed.toByteArray();
    }

    Opened open(boolean stream, byte[] sealed, Context context, byte[] aad) {
        ByteArrayOutputStream verified = new ByteArrayOutputStream();
        try {
            if (!stream) {
                return new Opened(envelope.open(sealed, context, aad), null, true);
            }
            InputStream in = envelope.streams(context, aad).openFrom(new ByteArrayInputStream(sealed));
            in.transferTo(verified);
            return new Opened(verified.toByteArray(), null, true);
        } catch (EnvelopeStreamException e) {
            return new Opened(verified.toByteArray(), translated((RowsealException) e.getCause()), true);
        } catch (RowsealException e) {
            return new Opened(NOTHING, translated(e), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<? extends Exception> translated(RowsealException failure) {
        if (failure instanceof TamperedException
                || failure instanceof WrongContextException
                || failure instanceof WrongKeyException
                || failure instanceof MalformedCiphertextException) {
            return AEADBadTagException.class;
        }
        return failure instanceof KeyUnavailableException
                ? EnvelopeKeyStoreUnavailableException.class
                : EnvelopeKeyException.class;
    }
}
