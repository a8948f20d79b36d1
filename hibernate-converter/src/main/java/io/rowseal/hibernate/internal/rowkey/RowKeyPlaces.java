package io.rowseal.hibernate.internal.rowkey;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;

/** The row keys of all entities, looked for once each. Thread safe. */
public final class RowKeyPlaces implements Service {

    private static final long serialVersionUID = 1L;

    private final transient Map<EntityPersister, List<RowKeyPlace>> byEntity = new ConcurrentHashMap<>();

    public static RowKeyPlaces of(ServiceRegistry registry) {
        return registry.requireService(RowKeyPlaces.class);
    }

    public List<RowKeyPlace> of(EntityPersister persister) {
        List<RowKeyPlace> present = byEntity.get(persister);
        return present != null ? present : byEntity.computeIfAbsent(persister, RowKeyPlace::of);
    }
}
