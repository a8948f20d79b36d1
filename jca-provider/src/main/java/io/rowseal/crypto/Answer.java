package io.rowseal.crypto;

import io.rowseal.SelfTestException;
import java.security.ProviderException;
import org.jspecify.annotations.Nullable;

/** One question of the self test. */
interface Answer {

    /** Whether the primitive gave the published answer and refused what it must refuse. */
    boolean isRight() throws Exception;

    /** @throws SelfTestException if the answer is wrong, or none is given */
    static void of(PrimitiveSource source, Primitive primitive, Answer answer) {
        boolean right;
        try {
            right = answer.isRight();
        } catch (VirtualMachineError e) {
            // Says nothing of the provider: the next use asks again.
            throw e;
        } catch (Throwable e) {
            // Also errors: BC-FIPS throws one, and native code that does not load is another.
            throw failure(source, primitive, "failed in the self test", e);
        }
        if (!right) {
            throw failure(source, primitive, "gives a wrong answer in the self test", null);
        }
    }

    private static SelfTestException failure(
            PrimitiveSource source, Primitive primitive, String what, @Nullable Throwable cause) {
        return new SelfTestException(
                primitive.label() + " of the provider " + source.description() + " " + what
                        + (cause == null ? "" : " (" + root(cause) + ")")
                        + ": nothing is encrypted or decrypted with it. Replace the provider or choose another, check"
                        + " that crypto.policy in java.security is unlimited, and start the JVM again",
                cause);
    }

    /** What the provider said itself; it is about published keys only. */
    private static Throwable root(Throwable cause) {
        return cause instanceof ProviderException && cause.getCause() != null ? cause.getCause() : cause;
    }
}
