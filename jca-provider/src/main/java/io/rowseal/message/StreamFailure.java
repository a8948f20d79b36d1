package io.rowseal.message;

import io.rowseal.RowsealException;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The first failure of a stream, which makes every later call fail again. Two threads at once are one. */
final class StreamFailure {

    private final AtomicBoolean entered = new AtomicBoolean();
    private volatile @Nullable Throwable first;

    boolean happened() {
        return first != null;
    }

    /** Remembers a failure, whatever it is, and gives what is to be thrown if it is one of this library. */
    void remember(Throwable failure) {
        if (first == null) {
            first = failure;
        }
    }

    /** Whether no other call is inside; then {@link #leave} must follow. */
    boolean enter() {
        return entered.compareAndSet(false, true);
    }

    /** Two calls at once would mix up the stream: it fails, rather than look whole. */
    void enterAlone() {
        if (!enter()) {
            ConcurrentModificationException failure = new ConcurrentModificationException(
                    "the stream is being used by another call: use it from one thread at a time, and begin it again");
            remember(failure);
            throw failure;
        }
    }

    void leave() {
        entered.set(false);
    }

    static EnvelopeStreamException asIoException(RowsealException cause) {
        return new EnvelopeStreamException(String.valueOf(cause.getMessage()), cause);
    }

    /** Always another exception: one that is thrown twice would be suppressed by itself in a try-with-resources statement. */
    void requireNone() throws IOException {
        Throwable happened = first;
        if (happened == null) {
            return;
        }
        if (happened instanceof EnvelopeStreamException failure
                && failure.getCause() instanceof RowsealException rowsealCause) {
            throw new EnvelopeStreamException(
                    "the stream failed before and stays failed: " + failure.getMessage(), rowsealCause);
        }
        throw new IOException("the stream failed before and stays failed: see the cause", happened);
    }
}
