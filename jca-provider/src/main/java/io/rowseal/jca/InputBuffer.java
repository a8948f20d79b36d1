package io.rowseal.jca;

import java.nio.ByteBuffer;
import java.security.ProviderException;

/**
 * What a cipher was fed since it was initialized, and what it may be fed next: associated data, then data, then nothing until
 * it is initialized again. Every refusal ends the message, so that no caller can go on with less than it meant to encrypt.
 * Inputs are copied, so output may overlap them. Knows nothing of cryptography. Not thread safe.
 */
final class InputBuffer {

    /** What a JVM can put into one array, less the few bytes that stand before it as associated data. */
    private static final int MOST_ASSOCIATED_DATA = Integer.MAX_VALUE - 64;

    private enum Phase {
        REFUSING,
        ASSOCIATED_DATA,
        DATA
    }

    private final Runnable atRefusal;
    private final GrowingBytes associatedData = new GrowingBytes();
    private final GrowingBytes data = new GrowingBytes();
    private Phase phase = Phase.REFUSING;
    private String refusal = "the cipher is not initialized: call init";
    private int mostData;

    /** @param atRefusal run whenever input is refused from then on: forgets the key */
    InputBuffer(Runnable atRefusal) {
        this.atRefusal = atRefusal;
    }

    /** Begins the first message after {@code init}. */
    void accept(int mostDataBytes) {
        wipe();
        mostData = mostDataBytes;
        phase = Phase.ASSOCIATED_DATA;
    }

    /** Begins another message under the same initialization. */
    void acceptNext() {
        accept(mostData);
    }

    /** Wipes everything and refuses input until {@link #accept}. */
    void refuse(String why) {
        wipe();
        phase = Phase.REFUSING;
        refusal = why;
        atRefusal.run();
    }

    /** @throws IllegalStateException if nothing is accepted until {@code init} */
    void requireAccepting() {
        if (phase == Phase.REFUSING) {
            throw new IllegalStateException(refusal);
        }
    }

    /** Adds associated data and moves the position of the input to its limit. */
    void addAssociatedData(ByteBuffer input) {
        requireAccepting();
        if (phase == Phase.DATA) {
            String why = "associated data comes before data: call init, then updateAAD, then update";
            refuse(why);
            throw new IllegalStateException(why);
        }
        requireFits(associatedData.size(), input, MOST_ASSOCIATED_DATA, "associated data");
        associatedData.append(input);
    }

    /** Adds data and moves the position of the input to its limit. */
    void addData(ByteBuffer input) {
        requireDataFits(input);
        if (input.hasRemaining()) {
            phase = Phase.DATA;
            data.append(input);
        }
    }

    /**
     * Refuses data that is too long.
     *
     * @throws ProviderException if the message would be longer than allowed; the message is dropped
     */
    void requireDataFits(ByteBuffer input) {
        requireAccepting();
        requireFits(data.size(), input, mostData, "data");
    }

    private void requireFits(int present, ByteBuffer input, int most, String what) {
        long total = (long) present + input.remaining();
        if (total > most) {
            String why = "an Envelope cipher takes at most " + most + " bytes of " + what + " in one message, not "
                    + total + ": call init and split the message";
            refuse(why);
            throw new ProviderException(why);
        }
    }

    int dataSize() {
        return data.size();
    }

    byte[] associatedData() {
        return associatedData.copy();
    }

    /** All data with the last input behind it, whose position moves to its limit. The caller wipes it. */
    byte[] dataWith(ByteBuffer last) {
        return data.with(last);
    }

    private void wipe() {
        associatedData.wipe();
        data.wipe();
    }
}
