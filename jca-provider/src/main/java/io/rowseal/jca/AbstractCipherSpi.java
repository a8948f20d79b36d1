package io.rowseal.jca;

import io.rowseal.RowsealException;
import io.rowseal.config.ProviderConfiguration;
import io.rowseal.crypto.Primitives;
import io.rowseal.kek.Ring;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.message.key.MessageKeys;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * What the ciphers {@code Envelope} and {@code EnvelopeStream} have in common: arguments, keys, parameters and buffers.
 * {@link InputBuffer} says what may come next, {@link CipherOperation} encrypts or decrypts.
 *
 * <p><b>State after an exception.</b> A {@link ShortBufferException} and an exception about the range of an argument change
 * nothing. After any other exception, and after a message was encrypted, everything but {@code init} is refused.
 *
 * <p>Not thread safe, as any cipher.
 */
abstract class AbstractCipherSpi extends CipherSpi {

    private static final byte[] NOTHING = new byte[0];
    private static final String MODE = "NONE";
    private static final String PADDING = "NoPadding";
    private static final int KEY_BITS = 256;

    private final String algorithm;
    private final Provider provider;
    private final ProviderConfiguration configuration;
    private final InputBuffer input = new InputBuffer();
    private @Nullable EnvelopeParameterSpec parameters;
    private @Nullable Primitives primitives;

    AbstractCipherSpi(String algorithm, Provider provider, ProviderConfiguration configuration) {
        this.algorithm = algorithm;
        this.provider = provider;
        this.configuration = configuration;
    }

    /** Whether this cipher makes and reads streams, else whole messages. */
    abstract boolean streams();

    /** Creates and wraps a data key. */
    abstract SealingOperation seal(MessageKeys keys, EnvelopeParameterSpec spec);

    /** Calls no key store, unless the header is among the parameters and nothing of the body is needed to open its key. */
    abstract OpeningOperation open(HeaderKeys keys, EnvelopeParameterSpec spec);

    @Override
    protected final void engineSetMode(String mode) throws NoSuchAlgorithmException {
        if (!MODE.equalsIgnoreCase(mode)) {
            throw new NoSuchAlgorithmException(algorithm + " has no mode '" + mode + "': use the transformation "
                    + algorithm + " or " + algorithm + "/NONE/NoPadding");
        }
    }

    @Override
    protected final void engineSetPadding(String padding) throws NoSuchPaddingException {
        if (!PADDING.equalsIgnoreCase(padding)) {
            throw new NoSuchPaddingException(algorithm + " has no padding '" + padding + "': use the transformation "
                    + algorithm + " or " + algorithm + "/NONE/NoPadding");
        }
    }

    /** 0: not a block cipher. */
    @Override
    protected final int engineGetBlockSize() {
        return 0;
    }

    /** Null: there is none that a caller could use. */
    @Override
    protected final byte @Nullable [] engineGetIV() {
        return null;
    }

    /**
     * Context and header, a copy: the header that encryption made, or that was given to decrypt. Null before {@code init}, and
     * as long as the header is in the message that is to be decrypted.
     */
    @Override
    protected final @Nullable AlgorithmParameters engineGetParameters() {
        return parameters == null ? null : CipherParameters.toObject(parameters, provider);
    }

    /** 256 for every key that is accepted, so that a JVM with {@code crypto.policy=limited} can judge it. */
    @Override
    protected final int engineGetKeySize(Key key) throws InvalidKeyException {
        keys(key);
        return KEY_BITS;
    }

    @Override
    protected final int engineGetOutputSize(int inputLength) {
        return input.bound(inputLength);
    }

    @Override
    protected final void engineInit(int mode, Key key, @Nullable SecureRandom random) throws InvalidKeyException {
        forget();
        try {
            initialize(mode, key, CipherParameters.NONE);
        } catch (InvalidAlgorithmParameterException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
    }

    @Override
    protected final void engineInit(
            int mode, Key key, @Nullable AlgorithmParameterSpec given, @Nullable SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        forget();
        initialize(mode, key, CipherParameters.of(given));
    }

    @Override
    protected final void engineInit(
            int mode, Key key, @Nullable AlgorithmParameters given, @Nullable SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        forget();
        initialize(mode, key, CipherParameters.of(given));
    }

    /** A failed {@code init} must leave no old key behind. */
    private void forget() {
        input.refuse(InputBuffer.AFTER_FAILURE);
        parameters = null;
    }

    /** The random generator a caller gives is not used: who can make keys repeat must not be a parameter. */
    private void initialize(int mode, Key key, EnvelopeParameterSpec spec)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        boolean seals = mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE;
        try {
            configuration.requireUsable();
            MessageKeys keys = keys(key);
            keys.requireCan(seals);
            CipherParameters.require(spec, keys.kind(streams()), seals);
            if (seals) {
                SealingOperation begun = seal(keys, spec);
                input.accept(begun);
                parameters = spec.withHeader(begun.header());
            } else {
                input.accept(open(new HeaderKeys(keys, spec.context(), streams(), spec.header()), spec));
                parameters = spec.header() == null ? null : spec;
            }
        } catch (RowsealException | IllegalStateException | IllegalArgumentException e) {
            throw Failures.invalidKey(e);
        }
    }

    private MessageKeys keys(@Nullable Key key) throws InvalidKeyException {
        if (key == null) {
            throw new InvalidKeyException("the key is null: give the key of a key ring (KeyRing.key), a client key, a"
                    + " master-key handle, an AES-256 key or an RSA key");
        }
        try {
            Primitives chosen = key instanceof KeyRingKey handle
                    ? handle.ring().internal(Ring.class).dataKeys().primitives()
                    : configuration.primitives();
            primitives = chosen;
            return MessageKeys.of(key, chosen);
        } catch (RowsealException | IllegalArgumentException e) {
            throw Failures.invalidKey(e);
        }
    }

    @Override
    protected final void engineUpdateAAD(byte[] source, int offset, int length) {
        input.addAssociatedData(ByteBuffer.wrap(source, offset, length));
    }

    @Override
    protected final void engineUpdateAAD(ByteBuffer source) {
        input.addAssociatedData(source);
    }

    @Override
    protected final byte[] engineUpdate(byte[] source, int offset, int length) {
        return input.update(source(source, offset, length));
    }

    @Override
    protected final int engineUpdate(byte[] source, int offset, int length, byte @Nullable [] output, int outputOffset)
            throws ShortBufferException {
        return input.update(source(source, offset, length), target(output, outputOffset));
    }

    @Override
    protected final int engineUpdate(ByteBuffer source, ByteBuffer output) throws ShortBufferException {
        return input.update(source, output);
    }

    @Override
    protected final byte[] engineDoFinal(byte @Nullable [] source, int offset, int length) throws AEADBadTagException {
        return input.finish(source(source, offset, length));
    }

    @Override
    protected final int engineDoFinal(
            byte @Nullable [] source, int offset, int length, byte @Nullable [] output, int outputOffset)
            throws ShortBufferException, AEADBadTagException {
        return input.finish(source(source, offset, length), target(output, outputOffset));
    }

    @Override
    protected final int engineDoFinal(ByteBuffer source, ByteBuffer output)
            throws ShortBufferException, AEADBadTagException {
        return input.finish(source, output);
    }

    @Override
    protected final byte[] engineWrap(Key key) throws InvalidKeyException {
        input.requireAccepting();
        byte[] encoded = NOTHING;
        try {
            encoded = KeyCodec.encode(key);
            return input.finish(ByteBuffer.wrap(encoded));
        } catch (AEADBadTagException | ProviderException e) {
            throw new InvalidKeyException("the key cannot be wrapped: " + e.getMessage(), e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
            input.refuseIfAccepting();
        }
    }

    @Override
    protected final Key engineUnwrap(byte[] wrapped, String keyAlgorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        byte[] encoded = NOTHING;
        boolean done = false;
        try {
            encoded = input.finish(ByteBuffer.wrap(wrapped));
            Key key = KeyCodec.decode(encoded, keyAlgorithm, type, Objects.requireNonNull(primitives));
            done = true;
            return key;
        } catch (AEADBadTagException e) {
            throw new InvalidKeyException(e.getMessage());
        } catch (EnvelopeKeyStoreUnavailableException e) {
            throw e;
        } catch (EnvelopeKeyException e) {
            throw new InvalidKeyException(e.getMessage(), e.getCause());
        } finally {
            Arrays.fill(encoded, (byte) 0);
            if (!done) {
                input.refuseIfAccepting();
            }
        }
    }

    private static ByteBuffer source(byte @Nullable [] source, int offset, int length) {
        return source == null ? ByteBuffer.wrap(NOTHING) : ByteBuffer.wrap(source, offset, length);
    }

    private static ByteBuffer target(byte @Nullable [] output, int offset) {
        if (output == null) {
            throw new IllegalArgumentException("the output is null: give an array, or call the form without one");
        }
        return offset >= output.length
                ? ByteBuffer.wrap(NOTHING)
                : ByteBuffer.wrap(output, offset, output.length - offset);
    }
}
