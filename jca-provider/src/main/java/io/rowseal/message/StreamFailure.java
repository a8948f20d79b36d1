package io.rowseal.message;

import io.rowseal.RowsealException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The first failure of a stream, which makes every later call fail again. */
final class StreamFailure {

    private @Nullable Throwable first;

    boolean happened() {
        return first != null;
    }

    /** Remembers a failure, whatever it is, and gives what is to be thrown if it is one of this library. */
    void remember(Throwable failure) {
        if (first == null) {
            first = failure;
        }
    }

    static EnvelopeStreamException asIoException(RowsealException cause) {
        return new EnvelopeStreamException(String.valueOf(cause.getMessage()), cause);
    }

    /** Always another exception: one that is thrown twice would be suppressed by itself in a try-with-resources statement. */
    void requireNone() throws IOException {
        if (first == null) {
            return;
        }
        if (first instanceof EnvelopeStreamException failure
                && failure.getCause() instanceof RowsealException rowsealCause) {
            throw new EnvelopeStreamException(
                    "the stream failed before and stays failed: " + failure.getMessage(), rowsealCause);
        }
        throw new IOException("the stream failed before and stays failed: see the cause", first);
    }
}
