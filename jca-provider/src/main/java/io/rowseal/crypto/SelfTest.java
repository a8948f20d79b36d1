package io.rowseal.crypto;

import io.rowseal.SelfTestException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs the known answers once per {@link Primitives}, at the first use, and RSA's at the first use of RSA. A failure is
 * remembered: from then on every use is refused, also in threads that have used the primitives before. Runs in the calling
 * thread, and other threads wait. Thread safe.
 */
final class SelfTest {

    /** Throws {@link SelfTestException} if a primitive does not do what is published of it. */
    interface Checks {
        void run();
    }

    private final Checks symmetric;
    private final Checks rsa;
    private volatile boolean passed;
    private volatile boolean rsaPassed;
    private boolean running;
    private @Nullable SelfTestException failure;

    SelfTest(Checks symmetric, Checks rsa) {
        this.symmetric = symmetric;
        this.rsa = rsa;
    }

    /** @throws SelfTestException unless all primitives but RSA passed, and RSA did not fail */
    void require() {
        if (!passed) {
            test(false);
        }
    }

    /** @throws SelfTestException unless all primitives passed */
    void requireWithRsa() {
        require();
        if (!rsaPassed) {
            test(true);
        }
    }

    private synchronized void test(boolean withRsa) {
        if (running) {
            throw new SelfTestException("the provider of primitives calls this library while it is being tested: choose"
                    + " another provider, one that does not depend on Rowseal");
        }
        if (failure == null && !(withRsa ? rsaPassed : passed)) {
            attempt(withRsa ? rsa : symmetric);
        }
        if (failure != null) {
            // A stack trace of its own for each use.
            throw new SelfTestException(Objects.requireNonNull(failure.getMessage()), failure.getCause());
        }
        passed = true;
        rsaPassed |= withRsa;
    }

    private void attempt(Checks checks) {
        running = true;
        try {
            checks.run();
        } catch (SelfTestException e) {
            failure = e;
            passed = false;
        } finally {
            running = false;
        }
    }
}
