package io.rowseal.hibernate;

import io.rowseal.persistence.EncryptionMode;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.Service;

/**
 * How much plaintext the encrypted attributes of a SessionFactory have read and written since it was built, because their mode
 * is not {@link EncryptionMode#STRICT} yet. Thread safe.
 */
public interface PlaintextCounters extends Service {

    /**
     * The counters of a SessionFactory.
     *
     * @param factory the SessionFactory, or an EntityManagerFactory of Hibernate's unwrapped to one
     * @return its live counters
     */
    static PlaintextCounters of(SessionFactory factory) {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(PlaintextCounters.class);
    }

    /**
     * The counts at this moment.
     *
     * @return one for each attribute whose mode is not STRICT
     */
    List<Counts> counts();

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
    record Counts(
            String entity,
            String attribute,
            EncryptionMode mode,
            LocalDate until,
            long read,
            long written,
            long afterEnd,
            long listenerFailures) {}
}
