package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.format.RecipientsHeader;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parameters for {@code init} of an {@code Envelope} or {@code EnvelopeStream} cipher: the context, which is bound to the
 * message but not stored. Without parameters a cipher uses the empty context. There is no initialization vector, because each
 * message has its own data key.
 *
 * <pre>{@code
 * cipher.init(Cipher.ENCRYPT_MODE, key, EnvelopeParameterSpec.of("invoice", "4711"));
 * }</pre>
 *
 * <p>A message begins with its header, which holds the wrapped data key and names the key it needs. With {@link #detached()}
 * encryption returns only the body, and the header through {@code Cipher.getParameters()}; pass the header to decryption with
 * {@link #withHeader}. A header given without {@code detached()} must equal the one in the message.
 *
 * <p>Immutable and thread safe. {@link #toString()} shows the names of the pairs only.
 */
public final class EnvelopeParameterSpec implements AlgorithmParameterSpec {

    private static final String SCOPE = "scope";
    private static final int KIND_OFFSET = 2;

    private final Context context;
    private final byte @Nullable [] header;
    private final boolean detached;

    /**
     * Parameters with a context.
     *
     * @param context the pairs; a pair named {@code table} also selects the wrapping key
     * @throws IllegalArgumentException if there is a pair named {@code scope}: the scope comes from the key
     */
    public EnvelopeParameterSpec(Context context) {
        this(context, null, false);
    }

    private EnvelopeParameterSpec(Context context, byte @Nullable [] header, boolean detached) {
        if (context.names().contains(SCOPE)) {
            throw new IllegalArgumentException(
                    "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
        }
        this.context = context;
        this.header = header;
        this.detached = detached;
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
     * These parameters with another context.
     *
     * @param other the pairs
     * @return new parameters
     * @throws IllegalArgumentException if there is a pair named {@code scope}: the scope comes from the key
     */
    public EnvelopeParameterSpec withContext(Context other) {
        return new EnvelopeParameterSpec(other, header, detached);
    }

    /**
     * These parameters with the header of the message that is to be decrypted. Encryption creates headers and accepts none.
     *
     * @param bytes the header, as {@link #header()} gave it after encryption; copied
     * @return new parameters
     * @throws IllegalArgumentException if it is not exactly one header of a message or stream
     */
    public EnvelopeParameterSpec withHeader(byte[] bytes) {
        byte[] copy = bytes.clone();
        boolean whole;
        try {
            whole = HeaderLength.needed(copy, copy.length) == copy.length;
            if (whole && copy[KIND_OFFSET] == Kind.RECIPIENTS_MESSAGE.code()) {
                RecipientsHeader.parse(copy, Kind.RECIPIENTS_MESSAGE);
            }
            if (whole && copy[KIND_OFFSET] == Kind.RECIPIENTS_STREAM.code()) {
                RecipientsHeader.parse(copy, Kind.RECIPIENTS_STREAM);
            }
        } catch (MalformedCiphertextException e) {
            throw new IllegalArgumentException("this is not a header of a message: " + e.getMessage(), e);
        }
        if (!whole || copy[KIND_OFFSET] == Kind.ROW_KEY_BLOCK.code()) {
            throw new IllegalArgumentException(
                    "these " + copy.length + " bytes are not exactly the header of a message or stream: give what"
                            + " EnvelopeParameterSpec.header() gave");
        }
        return new EnvelopeParameterSpec(context, copy, detached);
    }

    /**
     * These parameters, for a message whose header is stored apart from its body.
     *
     * @return new parameters
     */
    public EnvelopeParameterSpec detached() {
        return new EnvelopeParameterSpec(context, header, true);
    }

    /**
     * The context.
     *
     * @return the pairs
     */
    public Context context() {
        return context;
    }

    /**
     * The header of the message. That of a stream ends before salt and commitment, which stay with the body.
     *
     * @return a copy, or null if there is none, as before encryption
     */
    public byte @Nullable [] header() {
        return header == null ? null : header.clone();
    }

    /**
     * Whether the header is stored apart from the body.
     *
     * @return whether it is
     */
    public boolean isDetached() {
        return detached;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnvelopeParameterSpec that
                && detached == that.detached
                && context.equals(that.context)
                && Arrays.equals(header, that.header);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * context.hashCode() + Arrays.hashCode(header)) + Boolean.hashCode(detached);
    }

    @Override
    public String toString() {
        return "EnvelopeParameterSpec[" + context
                + (header == null ? "" : ", header of " + header.length + " bytes")
                + (detached ? ", detached" : "") + "]";
    }
}
