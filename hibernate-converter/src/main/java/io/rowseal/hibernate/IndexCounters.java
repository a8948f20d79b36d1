package io.rowseal.hibernate;

import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.Service;

/**
 * Counts values that searches do not find, because their blind index is not the one that searches compute. Covers all values
 * that the indexed attributes of a SessionFactory have read from the database since it was built. Thread safe.
 */
public interface IndexCounters extends Service {

    /**
     * The counters of a SessionFactory.
     *
     * @param factory the SessionFactory, or an EntityManagerFactory of Hibernate's unwrapped to one
     * @return its live counters
     */
    static IndexCounters of(SessionFactory factory) {
        return factory.unwrap(SessionFactoryImplementor.class)
                .getServiceRegistry()
                .requireService(IndexCounters.class);
    }

    /**
     * The counts at this moment.
     *
     * @return one for each attribute with a blind index
     */
    List<Counts> counts();

    /**
     * The counts of one attribute. Values that come from a cache do not count.
     *
     * @param entity name of the entity
     * @param attribute its path in the entity
     * @param disagreeing values whose stored index is missing or different
     * @param notCompared values that were read while the index key was unavailable
     */
    record Counts(String entity, String attribute, long disagreeing, long notCompared) {}
}
