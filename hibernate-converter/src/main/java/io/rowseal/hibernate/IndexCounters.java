package io.rowseal.hibernate;

import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * How many values the indexed attributes of a SessionFactory have read from the database, since it was built, whose blind index is
 * not the one that searches compute: searches do not find them. Thread safe.
 */
public final class IndexCounters {

    private final List<IndexUse> uses;

    private IndexCounters(List<IndexUse> uses) {
        this.uses = uses;
    }

    /**
     * The counters of a SessionFactory.
     *
     * @param factory the SessionFactory, or an EntityManagerFactory of Hibernate's unwrapped to one
     * @return its counters, which go on counting
     */
    public static IndexCounters of(SessionFactory factory) {
        EncryptionRuntime runtime = EncryptionRuntime.of(
                factory.unwrap(SessionFactoryImplementor.class).getServiceRegistry());
        return new IndexCounters(runtime.indexUses());
    }

    /**
     * The counts at this moment.
     *
     * @return one for each attribute with a blind index
     */
    public List<Counts> counts() {
        return uses.stream().map(IndexUse::counts).toList();
    }

    /**
     * The counts of one attribute. Values that come from a cache do not count.
     *
     * @param entity name of the entity
     * @param attribute its path in the entity
     * @param disagreeing values whose stored index is missing or is another one
     * @param notCompared values that were read while the index key was unavailable
     */
    public record Counts(String entity, String attribute, long disagreeing, long notCompared) {}
}
