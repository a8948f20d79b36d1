package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.persistence.Encrypted;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/** Refuses what an entity cannot have together with encrypted attributes. */
public final class EntityFeatureCheck {

    private EntityFeatureCheck() {}

    static void check(EncryptedModel model, Metadata metadata) {
        for (EncryptedAttribute attribute : model.attributes()) {
            for (PersistentClass entity : hierarchy(metadata.getEntityBinding(attribute.entityName()))) {
                check(attribute, entity);
            }
        }
    }

    private static void check(EncryptedAttribute attribute, PersistentClass entity) {
        if (attribute.rowKeyed()
                && entity.getRootClass().getOptimisticLockStyle().isAllOrDirty()) {
            throw refusal(
                    attribute,
                    "@OptimisticLocking(ALL or DIRTY)",
                    "the database cannot compare encrypted values, so updates would be lost: use @Version instead");
        }
        if (entity.getNaturalIdCacheRegionName() != null
                && entity.getPropertyClosure().stream().anyMatch(EntityFeatureCheck::isEncryptedNaturalId)) {
            throw refusal(
                    attribute,
                    "@NaturalIdCache over an encrypted natural id",
                    "each SessionFactory seals the entries with a key of its own, so another node could not evict them: remove"
                            + " @NaturalIdCache");
        }
    }

    private static boolean isEncryptedNaturalId(Property property) {
        return property.isNaturalIdentifier() && EncryptedModel.isEncrypted(property);
    }

    /** The attribute may be declared above or below the class that has the feature. */
    private static Set<PersistentClass> hierarchy(PersistentClass entity) {
        Set<PersistentClass> all = new LinkedHashSet<>();
        all.add(entity.getRootClass());
        all.addAll(entity.getRootClass().getSubclasses());
        return all;
    }

    private static ConfigurationException refusal(EncryptedAttribute attribute, String feature, String reason) {
        return new ConfigurationException("the entity of attribute '" + attribute.name() + "' cannot have both @"
                + Encrypted.class.getSimpleName() + " and " + feature + ": " + reason);
    }
}
