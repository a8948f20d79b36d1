package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.jspecify.annotations.Nullable;

/** Reasons why attributes could not be mapped, kept until the mapping is complete. Thread safe. */
public final class BindingRefusals implements Service {

    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals = new ArrayList<>();

    public static BindingRefusals of(ServiceRegistry registry) {
        return registry.requireService(BindingRefusals.class);
    }

    synchronized void add(@Nullable PersistentClass entity, ConfigurationException reason) {
        refusals.add(new Refusal(entity, reason));
    }

    /** Takes the reasons that concern this mapping; one service registry may have built others before. */
    public synchronized List<ConfigurationException> takeOf(Metadata metadata) {
        List<ConfigurationException> taken = new ArrayList<>();
        for (Refusal refusal : refusals) {
            PersistentClass entity = refusal.entity;
            if (entity == null || metadata.getEntityBindings().stream().anyMatch(bound -> bound == entity)) {
                taken.add(refusal.reason);
            }
        }
        if (!taken.isEmpty()) {
            refusals.clear();
        }
        return taken;
    }

    private record Refusal(@Nullable PersistentClass entity, ConfigurationException reason) {}
}
