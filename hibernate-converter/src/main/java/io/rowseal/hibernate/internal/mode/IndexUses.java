package io.rowseal.hibernate.internal.mode;

import io.rowseal.hibernate.IndexCounters;
import java.util.List;
import org.hibernate.service.ServiceRegistry;

/** How the blind indexes of one SessionFactory agree with what searches compute. Thread safe. */
public final class IndexUses implements IndexCounters {

    private static final long serialVersionUID = 1L;

    private transient volatile List<IndexUse> uses = List.of();

    /** Those of a SessionFactory. */
    public static IndexUses of(ServiceRegistry ofSessionFactory) {
        return (IndexUses) ofSessionFactory.requireService(IndexCounters.class);
    }

    /** Called once the mapping is complete. */
    public void start(List<IndexUse> ofSessionFactory) {
        uses = List.copyOf(ofSessionFactory);
    }

    @Override
    public List<Counts> counts() {
        return uses.stream().map(IndexUse::counts).toList();
    }
}
