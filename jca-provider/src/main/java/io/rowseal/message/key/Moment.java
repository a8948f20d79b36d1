package io.rowseal.message.key;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What keys and salts are mixed with when nothing of the message is known yet: a counter and the time.
 *
 * <p>The counter is the one thing that all rings and keys of a process share, on purpose. Should the random generator repeat
 * itself, two streams under one KEK must not get one data key, and rings or client keys that share a KEK or a key do not know of
 * each other. It holds nothing of an application, so it keeps nothing alive and nobody can set it.
 */
public final class Moment {

    private static final AtomicLong COUNTER = new AtomicLong();

    private Moment() {}

    /**
     * Differs from call to call within a process, should the random generator repeat itself.
     *
     * @return a new array of 16 bytes
     */
    public static byte[] next() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(COUNTER.incrementAndGet())
                .putLong(System.nanoTime())
                .array();
    }
}
