package io.rowseal.hibernate.internal.mode;

import io.rowseal.hibernate.PlaintextCounters;
import io.rowseal.hibernate.PlaintextEvent;
import io.rowseal.hibernate.PlaintextEvent.Operation;
import io.rowseal.hibernate.PlaintextListener;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts and tells the plaintext values of one attribute. Thread safe. */
public final class PlaintextUse {

    private static final Logger LOG = Logger.getLogger(PlaintextUse.class);

    private final String entity;
    private final String attribute;
    private final AttributeMode mode;
    private final InstantSource clock;
    private final @Nullable PlaintextListener listener;
    private final LongAdder read = new LongAdder();
    private final LongAdder written = new LongAdder();
    private final LongAdder afterEnd = new LongAdder();
    private final LongAdder listenerFailures = new LongAdder();
    private final AtomicBoolean endLogged = new AtomicBoolean();
    private final AtomicBoolean failureLogged = new AtomicBoolean();

    public PlaintextUse(
            String entity,
            String attribute,
            AttributeMode mode,
            InstantSource clock,
            @Nullable PlaintextListener listener) {
        this.entity = entity;
        this.attribute = attribute;
        this.mode = mode;
        this.clock = clock;
        this.listener = listener;
    }

    /** For a copy of the attribute in another entity, which never holds plaintext. */
    public PlaintextUse strictly(String otherEntity) {
        return new PlaintextUse(otherEntity, attribute, AttributeMode.STRICT, clock, null);
    }

    public AttributeMode mode() {
        return mode;
    }

    public boolean isOver() {
        return mode.isOver(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    public void read() {
        read.increment();
        happened(Operation.READ);
    }

    public void written() {
        written.increment();
        happened(Operation.WRITE);
    }

    PlaintextCounters.Counts counts() {
        return new PlaintextCounters.Counts(
                entity,
                attribute,
                mode.mode(),
                until(),
                read.sum(),
                written.sum(),
                afterEnd.sum(),
                listenerFailures.sum());
    }

    private void happened(Operation operation) {
        boolean over = isOver();
        if (over) {
            afterEnd.increment();
            if (endLogged.compareAndSet(false, true)) {
                LOG.warnf(
                        "attribute '%s.%s' still has the mode %s, and plaintext: the next start will fail. Encrypt what is"
                                + " left and set the mode to STRICT, or extend it",
                        entity, attribute, mode);
            }
        }
        if (listener != null) {
            tell(listener, new PlaintextEvent(entity, attribute, operation, mode.mode(), until(), over));
        }
    }

    private void tell(PlaintextListener told, PlaintextEvent event) {
        try {
            told.onPlaintext(event);
        } catch (RuntimeException e) {
            listenerFailures.increment();
            if (failureLogged.compareAndSet(false, true)) {
                LOG.errorf(
                        e, "the plaintext listener failed for attribute '%s.%s'; it is logged once", entity, attribute);
            }
        }
    }

    private LocalDate until() {
        LocalDate until = mode.until();
        if (until == null) {
            throw new IllegalStateException("attribute '" + entity + "." + attribute + "' reads ciphertext only");
        }
        return until;
    }
}
