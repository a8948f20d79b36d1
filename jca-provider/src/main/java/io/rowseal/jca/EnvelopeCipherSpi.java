package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.RowsealException;
import io.rowseal.keys.KeyRingKey;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
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
 * {@code Cipher.getInstance("Envelope")}: whole messages, of which nothing leaves before all of it is verified. This class
 * checks arguments and buffers; {@link InputBuffer} says what may come next, {@link MessageOperation} encrypts or decrypts.
 *
 * <p><b>State after an exception.</b> A {@link ShortBufferException} and an exception about the range of an argument change
 * nothing. After any other exception, and after a message was encrypted, everything but {@code init} is refused.
 *
 * <p>Not thread safe, as any cipher.
 */
final class EnvelopeCipherSpi extends CipherSpi {

    private static final byte[] NOTHING = new byte[0];
    private static final String MODE = "NONE";
    private static final String PADDING = "NoPadding";
    private static final int KEY_BITS = 256;

    /** Up to here sizes are exact; beyond, a message in parts gets an upper bound that grows in steps. */
    private static final int EXACT_SIZE = 64 * 1024;

    private static final String AFTER_FAILURE = "the cipher failed before: call init and begin the message again";
    private static final String AFTER_ENCRYPTION =
            "a data key encrypts one message: call init, which creates the next message's key";

    private final ProviderConfiguration configuration;
    private final InputBuffer input = new InputBuffer(this::forgetOperation);
    private @Nullable MessageOperation operation;

    EnvelopeCipherSpi(ProviderConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
        if (!MODE.equalsIgnoreCase(mode)) {
            throw new NoSuchAlgorithmException(
                    "Envelope has no mode '" + mode + "': use the transformation Envelope or Envelope/NONE/NoPadding");
        }
    }

    @Override
    protected void engineSetPadding(String padding) throws NoSuchPaddingException {
        if (!PADDING.equalsIgnoreCase(padding)) {
            throw new NoSuchPaddingException("Envelope has no padding '" + padding
                    + "': use the transformation Envelope or Envelope/NONE/NoPadding");
        }
    }

    /** 0: not a block cipher. */
    @Override
    protected int engineGetBlockSize() {
        return 0;
    }

    /** Null: there is none that a caller could use. */
    @Override
    protected byte @Nullable [] engineGetIV() {
        return null;
    }

    /** Null: what decryption needs stands in the message. */
    @Override
    protected @Nullable AlgorithmParameters engineGetParameters() {
        return null;
    }

    /** 256 for a key ring's key, so that a JVM with {@code crypto.policy=limited} can judge it. */
    @Override
    protected int engineGetKeySize(Key key) throws InvalidKeyException {
        requireHandle(key);
        return KEY_BITS;
    }

    @Override
    protected int engineGetOutputSize(int inputLength) {
        long total = (long) input.dataSize() + inputLength;
        // The cipher streams of JDK 17 allocate this anew at each step: growing by a step each time would cost the
        // square.
        long bound = input.dataSize() == 0 || total <= EXACT_SIZE ? total : Long.highestOneBit(total - 1) << 1;
        return operation == null ? 0 : (int) Math.min(Integer.MAX_VALUE, operation.outputSize(bound));
    }

    @Override
    protected void engineInit(int mode, Key key, @Nullable SecureRandom random) throws InvalidKeyException {
        initialize(mode, key, Context.empty());
    }

    @Override
    protected void engineInit(
            int mode, Key key, @Nullable AlgorithmParameterSpec parameters, @Nullable SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        input.refuse(AFTER_FAILURE);
        if (parameters != null && !(parameters instanceof EnvelopeParameterSpec)) {
            throw new InvalidAlgorithmParameterException(
                    "Envelope takes an EnvelopeParameterSpec or no parameters, not "
                            + parameters.getClass().getName()
                            + ": initialization vectors and nonces are made by the library");
        }
        initialize(mode, key, parameters instanceof EnvelopeParameterSpec spec ? spec.context() : Context.empty());
    }

    @Override
    protected void engineInit(
            int mode, Key key, @Nullable AlgorithmParameters parameters, @Nullable SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        input.refuse(AFTER_FAILURE);
        if (parameters != null) {
            throw new InvalidAlgorithmParameterException("Envelope takes no AlgorithmParameters of "
                    + parameters.getAlgorithm() + ": the header stands in the message; give the context as"
                    + " EnvelopeParameterSpec");
        }
        initialize(mode, key, Context.empty());
    }

    /** The random generator a caller gives is not used: data keys come from the key ring's own. */
    private void initialize(int mode, Key key, Context context) throws InvalidKeyException {
        input.refuse(AFTER_FAILURE);
        KeyRingKey handle = requireHandle(key);
        try {
            configuration.requireUsable();
            boolean seals = mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE;
            MessageOperation begun = seals ? new SealOperation(handle, context) : new OpenOperation(handle, context);
            operation = begun;
            input.accept(begun.mostData());
        } catch (RowsealException | IllegalStateException e) {
            throw Failures.invalidKey(e);
        }
    }

    private static KeyRingKey requireHandle(@Nullable Key key) throws InvalidKeyException {
        if (key instanceof KeyRingKey handle) {
            return handle;
        }
        throw new InvalidKeyException("Envelope takes the key of a key ring (KeyRing.key), not "
                + (key == null ? "null" : key.getClass().getName()));
    }

    @Override
    protected void engineUpdateAAD(byte[] source, int offset, int length) {
        input.addAssociatedData(ByteBuffer.wrap(source, offset, length));
    }

    @Override
    protected void engineUpdateAAD(ByteBuffer source) {
        input.addAssociatedData(source);
    }

    @Override
    protected byte[] engineUpdate(byte[] source, int offset, int length) {
        input.addData(wrap(source, offset, length));
        return NOTHING;
    }

    @Override
    protected int engineUpdate(byte[] source, int offset, int length, byte[] output, int outputOffset) {
        input.addData(wrap(source, offset, length));
        return 0;
    }

    @Override
    protected int engineUpdate(ByteBuffer source, ByteBuffer output) {
        input.addData(source);
        return 0;
    }

    @Override
    protected byte[] engineDoFinal(byte @Nullable [] source, int offset, int length) throws AEADBadTagException {
        return finish(wrap(source, offset, length));
    }

    @Override
    protected int engineDoFinal(
            byte @Nullable [] source, int offset, int length, byte @Nullable [] output, int outputOffset)
            throws ShortBufferException, AEADBadTagException {
        if (output == null) {
            throw new IllegalArgumentException("the output is null: give an array, or call doFinal without one");
        }
        ByteBuffer last = wrap(source, offset, length);
        requireRoom(last, output.length - outputOffset);
        byte[] result = finish(last);
        System.arraycopy(result, 0, output, outputOffset, result.length);
        Arrays.fill(result, (byte) 0);
        return result.length;
    }

    @Override
    protected int engineDoFinal(ByteBuffer source, ByteBuffer output) throws ShortBufferException, AEADBadTagException {
        ByteBuffer last = source.duplicate();
        requireRoom(last, output.remaining());
        byte[] result = finish(last);
        source.position(source.limit());
        output.put(result);
        Arrays.fill(result, (byte) 0);
        return result.length;
    }

    @Override
    protected byte[] engineWrap(Key key) throws InvalidKeyException {
        input.requireAccepting();
        byte[] encoded = NOTHING;
        try {
            encoded = KeyCodec.encode(key);
            return finish(ByteBuffer.wrap(encoded));
        } catch (AEADBadTagException | ProviderException e) {
            throw new InvalidKeyException("the key can not be wrapped: " + e.getMessage(), e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
            if (operation != null) {
                input.refuse(AFTER_FAILURE);
            }
        }
    }

    @Override
    protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        byte[] encoded = NOTHING;
        boolean done = false;
        try {
            encoded = finish(ByteBuffer.wrap(wrapped));
            Key key = KeyCodec.decode(encoded, algorithm, type);
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
            if (!done && operation != null) {
                input.refuse(AFTER_FAILURE);
            }
        }
    }

    private static ByteBuffer wrap(byte @Nullable [] source, int offset, int length) {
        return source == null ? ByteBuffer.wrap(NOTHING) : ByteBuffer.wrap(source, offset, length);
    }

    private void requireRoom(ByteBuffer last, int room) throws ShortBufferException {
        input.requireDataFits(last);
        long needed = current().outputSize((long) input.dataSize() + last.remaining());
        if (room < needed) {
            throw new ShortBufferException(
                    "the output needs " + needed + " bytes, but has room for " + Math.max(0, room));
        }
    }

    /** Processes what was collected and the last input. Whatever is thrown, the message is dropped. */
    private byte[] finish(ByteBuffer last) throws AEADBadTagException {
        input.requireDataFits(last);
        MessageOperation current = current();
        byte[] data = input.dataWith(last);
        boolean done = false;
        try {
            byte[] output = current.finish(input.associatedData(), data);
            done = true;
            return output;
        } catch (RowsealException e) {
            throw Failures.unchecked(e);
        } finally {
            Arrays.fill(data, (byte) 0);
            if (done && current.mayRepeat()) {
                input.acceptNext();
            } else {
                input.refuse(done ? AFTER_ENCRYPTION : AFTER_FAILURE);
            }
        }
    }

    private MessageOperation current() {
        input.requireAccepting();
        return Objects.requireNonNull(operation);
    }

    private void forgetOperation() {
        if (operation != null) {
            operation.close();
            operation = null;
        }
    }
}
