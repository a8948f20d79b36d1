package io.rowseal.jca;

import javax.crypto.AEADBadTagException;

/** What an initialized cipher does with one message. Dropping it forgets its key. Not thread safe. */
interface MessageOperation extends AutoCloseable {

    /** Most bytes of data in one message. */
    int mostData();

    /** Bytes of output that so many bytes of data give; never negative. */
    long outputSize(long dataBytes);

    /** Whether another message may follow without {@code init}. */
    boolean mayRepeat();

    /**
     * Processes a whole message.
     *
     * @param associatedData what {@code updateAAD} collected
     * @param data what {@code update} and {@code doFinal} collected; not changed
     * @return the output, a new array
     * @throws AEADBadTagException if the message is not authentic
     * @throws io.rowseal.RowsealException if the key can not be used
     */
    byte[] finish(byte[] associatedData, byte[] data) throws AEADBadTagException;

    @Override
    void close();
}
