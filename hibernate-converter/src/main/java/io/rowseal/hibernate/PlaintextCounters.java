package io.rowseal.hibernate;

import io.rowseal.persistence.EncryptionMode;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * How much plaintext the encrypted attributes of a SessionFactory have read and written since it was built, because their mode
 * is not {@link EncryptionMode#STRICT} yet. Thread safe.
 */
public final class PlaintextCounters {

    private final List<PlaintextUse> uses;

    private PlaintextCounters(List<PlaintextUse> uses) {
        this.uses = uses;
    }

    /**
     * The counters of a SessionFactory.
     *
     * @param factory the SessionFactory, or an EntityManagerFactory of Hibernate's unwrapped to one
     * @return its counters, which go on counting
     */
    public static PlaintextCounters of(SessionFactory factory) {
        EncryptionRuntime runtime = EncryptionRuntime.of(
                factory.unwrap(SessionFactoryImplementor.class).getServiceRegistry());
        return new PlaintextCounters(runtime.plaintextUses());
    }

    /**
     * The counts at this moment.
     *
     * @return one for each attribute whose mode is not STRICT
     */
    public List<Counts> counts() {
        return uses.stream().map(PlaintextUse::counts).toList();
    }

    /**
     * The counts of one attribute.
     *
     * @param entity name of the entity
     * @param attribute its path in the entity
     * @param mode its mode
     * @param until the last day of the mode, in UTC
     * @param read plaintext values read from the database; values from a cache do not count
     * @param written plaintext values bound to statements that write them
     * @param afterEnd how many of both after the last day of the mode
     * @param listenerFailures how often the {@link PlaintextListener} threw
     */
    public record Counts(
            String entity,
            String attribute,
            EncryptionMode mode,
            LocalDate until,
            long read,
            long written,
            long afterEnd,
            long listenerFailures) {}
}
