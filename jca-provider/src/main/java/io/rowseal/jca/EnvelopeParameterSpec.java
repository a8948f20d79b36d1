package io.rowseal.jca;

import io.rowseal.Context;
import java.security.spec.AlgorithmParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a caller gives an {@code Envelope} cipher at {@code init}: the context, which is bound to the message and not stored.
 * A cipher that gets no parameters uses the empty context. There is no initialization vector to give: each message has a
 * data key of its own.
 *
 * <pre>{@code
 * cipher.init(Cipher.ENCRYPT_MODE, key, EnvelopeParameterSpec.of("invoice", "4711"));
 * }</pre>
 *
 * <p>Immutable and thread safe. {@link #toString()} shows the names of the pairs only.
 */
public final class EnvelopeParameterSpec implements AlgorithmParameterSpec {

    private static final String SCOPE = "scope";

    private final Context context;

    /**
     * Parameters with a context.
     *
     * @param context the pairs; a pair named {@code table} also selects the wrapping key
     * @throws IllegalArgumentException if there is a pair named {@code scope}: the scope comes from the key
     */
    public EnvelopeParameterSpec(Context context) {
        if (context.names().contains(SCOPE)) {
            throw new IllegalArgumentException(
                    "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
        }
        this.context = context;
    }

    /**
     * Parameters with a context of text pairs.
     *
     * @param namesAndValues name, value, name, value, …
     * @return the parameters
     * @throws IllegalArgumentException if the count is odd, a name occurs twice or is {@code scope}, or text has an unpaired
     *     surrogate
     */
    public static EnvelopeParameterSpec of(String... namesAndValues) {
        return new EnvelopeParameterSpec(Context.of(namesAndValues));
    }

    /**
     * The context.
     *
     * @return the pairs
     */
    public Context context() {
        return context;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnvelopeParameterSpec that && context.equals(that.context);
    }

    @Override
    public int hashCode() {
        return context.hashCode();
    }

    @Override
    public String toString() {
        return "EnvelopeParameterSpec[" + context + "]";
    }
}
