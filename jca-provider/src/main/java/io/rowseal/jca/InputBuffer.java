package io.rowseal.jca;

import io.rowseal.RowsealException;
import java.nio.ByteBuffer;
import java.security.ProviderException;
import javax.crypto.AEADBadTagException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * What a cipher was fed since it was initialized, and what it may be fed next: associated data, then data, then nothing until
 * it is initialized again. One state machine for whole messages, which their operation collects, and streams, which it passes
 * on. Every refusal ends the message, so that no caller can go on with less than it meant to encrypt; the operation is dropped
 * here and nowhere else. Knows nothing of cryptography. Not thread safe.
 */
final class InputBuffer {

    static final String AFTER_FAILURE = "the cipher failed before: call init and begin the message again";

    private static final String AFTER_ENCRYPTION =
            "a data key encrypts one message: call init, which creates the next message's key";
    private static final String AFTER_TAMPERING = "the stream is not authentic: call init to decrypt another";

    /** What a JVM can put into one array, less the few bytes that stand before it as associated data. */
    private static final int MOST_ASSOCIATED_DATA = Integer.MAX_VALUE - 1024 * 1024;

    private static final byte[] NOTHING = new byte[0];
    private static final int MOST_OUTPUT = Integer.MAX_VALUE - 8;

    private enum Phase {
        REFUSING,
        /** An update found that the message is not authentic: {@code doFinal} says so too. */
        TAMPERED,
        ASSOCIATED_DATA,
        DATA
    }

    private final GrowingBytes associatedData = new GrowingBytes();
    private Phase phase = Phase.REFUSING;
    private String refusal = "the cipher is not initialized: call init";
    private @Nullable CipherOperation operation;
    private long fed;

    /** Begins the first message after {@code init}. */
    void accept(CipherOperation begun) {
        refuse(AFTER_FAILURE);
        operation = begun;
        phase = Phase.ASSOCIATED_DATA;
    }

    /** Wipes everything, drops the operation and refuses input until {@link #accept}. */
    void refuse(String why) {
        associatedData.wipe();
        fed = 0;
        phase = Phase.REFUSING;
        refusal = why;
        CipherOperation dropped = operation;
        operation = null;
        if (dropped != null) {
            dropped.close();
        }
    }

    /** Drops a message that cannot go on, although no step of it failed. */
    void refuseIfAccepting() {
        if (operation != null) {
            refuse(AFTER_FAILURE);
        }
    }

    /** @throws IllegalStateException if nothing is accepted until {@code init} */
    void requireAccepting() {
        current();
    }

    private CipherOperation current() {
        if (operation == null) {
            throw new IllegalStateException(refusal);
        }
        return operation;
    }

    /** Adds associated data and moves the position of the input to its limit. */
    void addAssociatedData(ByteBuffer input) {
        current();
        if (phase == Phase.DATA) {
            String why = "associated data comes before data: call init, then updateAAD, then update";
            refuse(why);
            throw new IllegalStateException(why);
        }
        requireFits(associatedData.size(), input, MOST_ASSOCIATED_DATA, "associated data");
        associatedData.append(input);
    }

    /** Most bytes that the next step gives; 0 if nothing is accepted. */
    int bound(int inputLength) {
        return operation == null ? 0 : (int) Math.min(Integer.MAX_VALUE, operation.bound(inputLength));
    }

    /**
     * Takes data and moves the position of the input to its limit.
     *
     * @throws EnvelopeTamperedException if the stream is not authentic, now or at an earlier update
     */
    byte[] update(ByteBuffer input) {
        try {
            return step(input, false);
        } catch (AEADBadTagException e) {
            throw tampered(e);
        }
    }

    /** As {@link #update(ByteBuffer)}, into a buffer that may overlap the input; moves both positions. */
    int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
        try {
            return step(input, false, output);
        } catch (AEADBadTagException e) {
            throw tampered(e);
        }
    }

    /** Takes the last data and ends the message. */
    byte[] finish(ByteBuffer input) throws AEADBadTagException {
        return step(input, true);
    }

    /** As {@link #finish(ByteBuffer)}, into a buffer that may overlap the input; moves both positions. */
    int finish(ByteBuffer input, ByteBuffer output) throws ShortBufferException, AEADBadTagException {
        return step(input, true, output);
    }

    private EnvelopeTamperedException tampered(AEADBadTagException failure) {
        phase = Phase.TAMPERED;
        refusal = AFTER_TAMPERING;
        return new EnvelopeTamperedException(failure);
    }

    private byte[] step(ByteBuffer input, boolean last) throws AEADBadTagException {
        requireSize(input, last);
        if (isNothing(input, last)) {
            return NOTHING;
        }
        return run(input, last, (current, data) -> current.step(data, last));
    }

    private int step(ByteBuffer input, boolean last, ByteBuffer output)
            throws ShortBufferException, AEADBadTagException {
        int size = requireSize(input, last);
        if (isNothing(input, last)) {
            return 0;
        }
        if (output.remaining() < size) {
            throw new ShortBufferException("the output needs " + size + " bytes, but has room for " + output.remaining()
                    + ": give a larger one");
        }
        ByteBuffer target = output.duplicate().limit(output.position() + size);
        run(input, last, (current, data) -> {
            current.step(data, last, target);
            return target;
        });
        output.position(target.limit());
        return size;
    }

    /**
     * An update without input does nothing, as {@code Cipher} itself has it for arrays: a stream would otherwise begin with it,
     * and miss associated data that comes behind.
     */
    private static boolean isNothing(ByteBuffer input, boolean last) {
        return !last && !input.hasRemaining();
    }

    /** How many bytes a step gives. Nothing has changed yet when it refuses, except that too long a message is dropped. */
    private int requireSize(ByteBuffer input, boolean last) throws AEADBadTagException {
        if (phase == Phase.TAMPERED) {
            throw Failures.notAuthentic();
        }
        CipherOperation current = current();
        requireFits(fed, input, current.mostData(), "data");
        long size = current.size(input, last);
        if (size > MOST_OUTPUT) {
            throw new IllegalArgumentException(
                    "so much input gives " + size + " bytes of output, which no array holds: give it in smaller parts");
        }
        return (int) size;
    }

    private interface Step<T> {
        T take(CipherOperation current, ByteBuffer data);
    }

    /** Whatever is thrown, the message is dropped; the input has moved only if nothing is thrown. */
    private <T> T run(ByteBuffer input, boolean last, Step<T> step) throws AEADBadTagException {
        CipherOperation current = current();
        boolean done = false;
        try {
            if (phase == Phase.ASSOCIATED_DATA) {
                current.begin(associatedData.copy());
                associatedData.wipe();
                phase = Phase.DATA;
            }
            T output = step.take(current, input.duplicate());
            fed += input.remaining();
            input.position(input.limit());
            done = true;
            return output;
        } catch (RowsealException e) {
            throw Failures.notAuthenticOrUnchecked(e);
        } finally {
            if (!done) {
                refuse(AFTER_FAILURE);
            } else if (last) {
                end(current);
            }
        }
    }

    private void end(CipherOperation current) {
        if (current.mayRepeat()) {
            fed = 0;
            phase = Phase.ASSOCIATED_DATA;
        } else {
            refuse(AFTER_ENCRYPTION);
        }
    }

    private void requireFits(long present, ByteBuffer input, long most, String what) {
        if (input.remaining() > most - present) {
            String why = "an Envelope cipher takes at most " + most + " bytes of " + what + " in one message, not "
                    + (present + input.remaining()) + ": call init and split the message, or use EnvelopeStream";
            refuse(why);
            throw new ProviderException(why);
        }
    }
}
