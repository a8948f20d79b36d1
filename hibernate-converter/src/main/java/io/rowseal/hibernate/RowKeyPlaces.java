package io.rowseal.hibernate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.persister.entity.EntityPersister;

/** The row keys of all entities, looked for once each. Thread safe. */
final class RowKeyPlaces {

    private final Map<EntityPersister, List<RowKeyPlace>> byEntity = new ConcurrentHashMap<>();

    List<RowKeyPlace> of(EntityPersister persister) {
        List<RowKeyPlace> present = byEntity.get(persister);
        return present != null ? present : byEntity.computeIfAbsent(persister, RowKeyPlace::of);
    }
}
