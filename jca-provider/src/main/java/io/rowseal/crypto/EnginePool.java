package io.rowseal.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The engines that wait for their next use. They are lent and not kept in thread-local variables, because a thread of a server
 * outlives the applications in it: such a variable keeps the class loader of an application that was undeployed. Engines that
 * are not in use can be made to forget their keys. Thread safe.
 */
final class EnginePool {

    /** Neighbours in the array would share a cache line. */
    private static final int STRIDE = 16;

    private static final int MOST_SLOTS = 256;
    private static final int PROBES = 4;

    private final Function<EnginePool, Engines> maker;
    private final int slots;
    private volatile AtomicReferenceArray<Engines> idle;

    /** @param maker makes engines whose {@link Engines#close} calls {@link #takeBack} */
    EnginePool(Function<EnginePool, Engines> maker) {
        this.maker = maker;
        int wanted = Math.min(MOST_SLOTS, 2 * Runtime.getRuntime().availableProcessors());
        this.slots = Math.max(PROBES, Integer.highestOneBit(wanted));
        this.idle = new AtomicReferenceArray<>(slots * STRIDE);
    }

    /** Engines for the caller alone, until it closes them. */
    Engines lend() {
        AtomicReferenceArray<Engines> lender = idle;
        for (int probe = 0; probe < PROBES; probe++) {
            int slot = slot(probe);
            // The plain look first: a write to a slot that is empty would only disturb others.
            if (lender.getPlain(slot) != null) {
                Engines found = lender.getAndSet(slot, null);
                if (found != null) {
                    return found;
                }
            }
        }
        Engines made = maker.apply(this);
        made.lender = lender;
        return made;
    }

    @SuppressWarnings("ReferenceEquality") // Whether it is the same array is the question.
    void takeBack(Engines engines) {
        AtomicReferenceArray<Engines> lender = engines.lender;
        for (int probe = 0; lender == idle && probe < PROBES; probe++) {
            int slot = slot(probe);
            if (lender.compareAndSet(slot, null, engines)) {
                if (lender != idle) {
                    // Everything was forgotten in between, perhaps before these were there to be found.
                    forget(lender, slot);
                }
                return;
            }
        }
        engines.forgetKeys();
    }

    /** Wipes and drops what waits here; what is lent is wiped and dropped when it comes back. */
    void forgetKeys() {
        AtomicReferenceArray<Engines> former = idle;
        idle = new AtomicReferenceArray<>(slots * STRIDE);
        for (int slot = 0; slot < former.length(); slot += STRIDE) {
            forget(former, slot);
        }
    }

    private static void forget(AtomicReferenceArray<Engines> former, int slot) {
        Engines engines = former.getAndSet(slot, null);
        if (engines != null) {
            engines.forgetKeys();
        }
    }

    /** A thread comes back to the same slot, where most likely its engines of the last time are. */
    private int slot(int probe) {
        return (((int) Thread.currentThread().getId() + probe) & (slots - 1)) * STRIDE;
    }
}
