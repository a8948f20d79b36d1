package io.rowseal.hibernate.internal.mode;

import io.rowseal.hibernate.PlaintextCounters;
import java.util.List;
import org.hibernate.service.ServiceRegistry;

/** The plaintext that the attributes of one SessionFactory read and write. Thread safe. */
public final class PlaintextUses implements PlaintextCounters {

    private static final long serialVersionUID = 1L;

    private transient volatile List<PlaintextUse> uses = List.of();

    /** Those of a SessionFactory. */
    public static PlaintextUses of(ServiceRegistry ofSessionFactory) {
        return (PlaintextUses) ofSessionFactory.requireService(PlaintextCounters.class);
    }

    /** Called once the mapping is complete. */
    public void start(List<PlaintextUse> ofSessionFactory) {
        uses = List.copyOf(ofSessionFactory);
    }

    @Override
    public List<Counts> counts() {
        return uses.stream().map(PlaintextUse::counts).toList();
    }
}
