package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.format.Kind;
import io.rowseal.message.key.MessageKeys;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import org.jspecify.annotations.Nullable;

/** The parameters that callers give to {@code init} and get from {@code getParameters}. */
final class CipherParameters {

    static final EnvelopeParameterSpec NONE = new EnvelopeParameterSpec(Context.empty());

    private static final int KIND_OFFSET = 2;

    private CipherParameters() {}

    static EnvelopeParameterSpec of(@Nullable AlgorithmParameterSpec given) throws InvalidAlgorithmParameterException {
        if (given == null) {
            return NONE;
        }
        if (given instanceof EnvelopeParameterSpec spec) {
            return spec;
        }
        if (given.getClass().getName().equals(EnvelopeParameterSpec.class.getName())) {
            throw new InvalidAlgorithmParameterException(MessageKeys.OTHER_COPY);
        }
        throw new InvalidAlgorithmParameterException("Envelope takes an EnvelopeParameterSpec or no parameters, not "
                + given.getClass().getName() + ": initialization vectors and nonces are made by the library");
    }

    static EnvelopeParameterSpec of(@Nullable AlgorithmParameters given) throws InvalidAlgorithmParameterException {
        if (given == null) {
            return NONE;
        }
        try {
            return given.getParameterSpec(EnvelopeParameterSpec.class);
        } catch (InvalidParameterSpecException e) {
            throw new InvalidAlgorithmParameterException(
                    "Envelope takes AlgorithmParameters of Envelope or none, not those of " + given.getAlgorithm()
                            + ": give the context as EnvelopeParameterSpec",
                    e);
        }
    }

    /** Refuses parameters with which the operation cannot begin. */
    static void require(EnvelopeParameterSpec spec, Kind kind, boolean seals)
            throws InvalidAlgorithmParameterException {
        byte[] header = spec.header();
        if (seals && header != null) {
            throw new InvalidAlgorithmParameterException("encryption makes the header of each message and takes none:"
                    + " give parameters without header, and take it from getParameters() afterwards");
        }
        if (!seals && header == null && spec.isDetached()) {
            throw new InvalidAlgorithmParameterException(
                    "the header is stored apart from this message: give it by EnvelopeParameterSpec.withHeader");
        }
        if (header != null && header[KIND_OFFSET] != kind.code()) {
            throw new InvalidAlgorithmParameterException("the parameters are of a message of kind "
                    + header[KIND_OFFSET] + ", and this cipher with this key reads kind " + kind.code() + " (" + kind
                    + "): give the key it was encrypted with, and EnvelopeStream for streams");
        }
    }

    /** Parameters in the form of {@code Cipher.getParameters()}. */
    static AlgorithmParameters toObject(EnvelopeParameterSpec spec, @Nullable Provider provider) {
        EnvelopeObject object = new EnvelopeObject(provider);
        try {
            object.init(spec);
            return object;
        } catch (InvalidParameterSpecException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An object without a search over providers, which would not find one that is not registered. */
    private static final class EnvelopeObject extends AlgorithmParameters {
        EnvelopeObject(@Nullable Provider provider) {
            super(new EnvelopeParameters(), provider, EnvelopeParameters.ALGORITHM);
        }
    }
}
