package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Reasons why attributes could not be mapped, kept until the mapping is complete. Thread safe. */
final class BindingRefusals {

    private final List<Refusal> refusals = new ArrayList<>();

    synchronized void add(@Nullable PersistentClass entity, ConfigurationException reason) {
        refusals.add(new Refusal(entity, reason));
    }

    /** Throws the first reason that concerns this mapping; one service registry may have built others before. */
    synchronized void throwFirstOf(Metadata metadata) {
        for (Refusal refusal : refusals) {
            PersistentClass entity = refusal.entity;
            if (entity == null || metadata.getEntityBindings().stream().anyMatch(bound -> bound == entity)) {
                refusals.clear();
                throw refusal.reason;
            }
        }
    }

    private record Refusal(@Nullable PersistentClass entity, ConfigurationException reason) {}
}
