package io.rowseal.kek;

import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Decides whether the failure of the thread that loaded a key concerns those that waited for it. */
final class SharedFailure {

    /** Deeper chains of causes are not followed. */
    private static final int MOST_CAUSES = 32;

    private SharedFailure() {}

    /** The loading thread was interrupted when it failed, whatever it failed with. */
    static final class Interrupted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Interrupted(Throwable failure) {
            super(failure);
        }
    }

    /** Whether it was an interruption, a cancellation, or an error such as a stack that was full. */
    static boolean befellItsThreadAlone(Throwable failure) {
        if (failure instanceof Error) {
            return true;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (isCancellation(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isCancellation(Throwable cause) {
        return cause instanceof Interrupted
                || cause instanceof InterruptedException
                || cause instanceof CancellationException
                || cause instanceof ClosedByInterruptException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
    }

    /** Whether it says something of the key, and so is the same for everybody: not found, denied, altered, destroyed. */
    static boolean isAnAnswer(Throwable failure) {
        return failure instanceof RowsealException && !(failure instanceof KeyUnavailableException);
    }

    /** To be thrown by another thread. */
    static RuntimeException again(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        // A loader written in another language can throw a checked exception.
        return new CompletionException(failure);
    }
}
