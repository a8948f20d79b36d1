package io.rowseal.jca;

import java.nio.ByteBuffer;

/**
 * What an initialized cipher does with its input: seals or opens, a whole message or a stream. Knows nothing of what may come
 * when: {@link InputBuffer} says that, and drops the operation after a failure. Dropping it forgets its keys. Not thread safe.
 */
interface CipherOperation extends AutoCloseable {

    /** Most bytes of data in one message. */
    long mostData();

    /** Whether another message may follow without {@code init}. */
    boolean mayRepeat();

    /** Begins a message: comes once, before its data. */
    void begin(byte[] associatedData);

    /**
     * What the next step gives at most, for {@code getOutputSize}. Exact while nothing was fed, where the header's length is
     * known. After that it stays the same from step to step, or grows in few steps: the cipher streams of JDK 17 allocate it
     * anew each time it grows.
     *
     * @param inputLength bytes of the next input
     */
    long bound(int inputLength);

    /**
     * What a step gives.
     *
     * @param input not changed
     * @param last whether the message ends with it
     * @return exactly as many bytes, unless the step fails; never negative
     */
    long size(ByteBuffer input, boolean last);

    /**
     * Takes a step.
     *
     * @param input its position moves to its limit
     * @param last whether the message ends with it
     * @return the output, {@link #size} bytes in a new array
     * @throws io.rowseal.RowsealException if the message is not authentic, or the key cannot be used
     */
    byte[] step(ByteBuffer input, boolean last);

    /**
     * Takes a step.
     *
     * @param input its position moves to its limit
     * @param last whether the message ends with it
     * @param output has room for exactly {@link #size} bytes; may overlap the input in any way; untouched after a failure
     * @throws io.rowseal.RowsealException if the message is not authentic, or the key cannot be used
     */
    void step(ByteBuffer input, boolean last, ByteBuffer output);

    @Override
    void close();
}
