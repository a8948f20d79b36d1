package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.format.HeaderLength;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.AlgorithmParametersSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import org.jspecify.annotations.Nullable;

/**
 * {@code AlgorithmParameters.getInstance("Envelope")}: the header of one message or stream, and whether it is stored apart.
 * Encoded as {@code 0x01 | flags | header length, 4 bytes | header}; bit 0 of the flags says detached, the others are 0. The
 * context is never in the encoding: who decrypts gives it again. Not thread safe.
 */
final class EnvelopeParameters extends AlgorithmParametersSpi {

    static final String ALGORITHM = "Envelope";

    private static final String FORMAT = "RAW";
    private static final byte VERSION = 1;
    private static final byte DETACHED = 1;
    private static final int BEFORE_HEADER = 2 + Integer.BYTES;

    private @Nullable EnvelopeParameterSpec spec;

    @Override
    protected void engineInit(AlgorithmParameterSpec parameters) throws InvalidParameterSpecException {
        if (!(parameters instanceof EnvelopeParameterSpec envelope)) {
            throw new InvalidParameterSpecException("Envelope parameters are made of an EnvelopeParameterSpec, not "
                    + (parameters == null ? "null" : parameters.getClass().getName()));
        }
        spec = envelope;
    }

    @Override
    protected void engineInit(byte[] encoded) throws IOException {
        if (encoded.length < BEFORE_HEADER || encoded[0] != VERSION || (encoded[1] & ~DETACHED) != 0) {
            throw new IOException("these are not encoded Envelope parameters of version 1: they begin 01 00 or 01 01,"
                    + " and the length of a header follows");
        }
        ByteBuffer in = ByteBuffer.wrap(encoded, 2, encoded.length - 2);
        int length = in.getInt();
        if (length < 1 || length > HeaderLength.MAX_BYTES || length != in.remaining()) {
            throw new IOException("encoded Envelope parameters name a header of " + Integer.toUnsignedString(length)
                    + " bytes, and " + in.remaining() + " follow: they were cut off, extended or altered");
        }
        byte[] header = new byte[length];
        in.get(header);
        try {
            EnvelopeParameterSpec read = new EnvelopeParameterSpec(Context.empty()).withHeader(header);
            spec = encoded[1] == DETACHED ? read.detached() : read;
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    protected void engineInit(byte[] encoded, @Nullable String format) throws IOException {
        requireFormat(format);
        engineInit(encoded);
    }

    @Override
    protected <T extends AlgorithmParameterSpec> T engineGetParameterSpec(Class<T> type)
            throws InvalidParameterSpecException {
        if (spec == null || !type.isAssignableFrom(EnvelopeParameterSpec.class)) {
            throw new InvalidParameterSpecException(
                    "Envelope parameters give an EnvelopeParameterSpec, not a " + type.getName());
        }
        return type.cast(spec);
    }

    @Override
    protected byte[] engineGetEncoded() throws IOException {
        byte[] header = spec == null ? null : spec.header();
        if (spec == null || header == null) {
            throw new IOException("these Envelope parameters have no header to encode: take those that"
                    + " Cipher.getParameters() gives after init for encryption");
        }
        return ByteBuffer.allocate(BEFORE_HEADER + header.length)
                .put(VERSION)
                .put(spec.isDetached() ? DETACHED : 0)
                .putInt(header.length)
                .put(header)
                .array();
    }

    @Override
    protected byte[] engineGetEncoded(@Nullable String format) throws IOException {
        requireFormat(format);
        return engineGetEncoded();
    }

    private static void requireFormat(@Nullable String format) throws IOException {
        if (format != null && !FORMAT.equalsIgnoreCase(format)) {
            throw new IOException("Envelope parameters have the encoding " + FORMAT + " only, not '" + format + "'");
        }
    }

    @Override
    protected String engineToString() {
        return String.valueOf(spec);
    }
}
