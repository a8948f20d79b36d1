package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * Fails closed: whatever the reason, no member that carries {@link Encrypted} may end up without our type. Walks the classes,
 * not the mapping, so that it does not depend on what Hibernate made of them.
 */
public final class EncryptedMemberCheck {

    private EncryptedMemberCheck() {}

    public static void check(Metadata metadata) {
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity.getMappedClass() != null) {
                check(entity.getMappedClass(), entity.getPropertyClosure(), entity.getIdentifierProperty());
            }
            checkComponents(entity.getPropertyClosure(), entity.getMappedClass());
            PropertyTree.leaves(entity.getPropertyClosure())
                    .forEach(property -> HiddenMemberCheck.check(property.getName(), property.getValue()));
            checkCopies(entity, entity.getPropertyClosure());
            if (entity.getIdentifier() instanceof Component identifier) {
                checkCopies(entity, identifier.getProperties());
            }
            if (entity.getIdentifier() instanceof Component identifier
                    && !isOfClass(identifier, entity.getMappedClass())) {
                refuseInside(identifier, "it is part of the identifier, which Hibernate compares in SQL");
            }
            if (entity.getIdentifierMapper() != null
                    && !isOfClass(entity.getIdentifierMapper(), entity.getMappedClass())) {
                refuseInside(
                        entity.getIdentifierMapper(), "it is part of the identifier, which Hibernate compares in SQL");
            }
        }
        for (org.hibernate.mapping.Collection collection : metadata.getCollectionBindings()) {
            CollectionElement.requireFoundByKey(collection);
            PropertyTree.leaves(collection.getElement())
                    .forEach(value -> HiddenMemberCheck.check(collection.getRole(), value));
            if (collection.getElement() instanceof Component element) {
                checkEmbeddables(element);
            }
            if (collection instanceof org.hibernate.mapping.Map map && map.getIndex() instanceof Component key) {
                refuseInside(key, "map keys cannot be encrypted");
            }
        }
    }

    private static void checkComponents(Collection<Property> properties, @Nullable Class<?> entity) {
        for (Property property : properties) {
            if (property.getValue() instanceof Component component && !isOfClass(component, entity)) {
                checkEmbeddables(component);
            }
        }
    }

    /** The embeddable and those inside of it. */
    private static void checkEmbeddables(Component component) {
        PropertyTree.embeddables(component).forEach(embeddable -> {
            check(embeddable.getComponentClass(), embeddable.getProperties(), null);
            HiddenMemberCheck.checkSubclasses(embeddable);
        });
    }

    /** Whether it is no embeddable but the properties of an entity that make up its identifier, as with an IdClass. */
    private static boolean isOfClass(Component component, @Nullable Class<?> entity) {
        return entity != null
                && component.getComponentClassName() != null
                && component.getComponentClass().isAssignableFrom(entity);
    }

    private static void check(Class<?> owner, List<Property> properties, @Nullable Property identifier) {
        requireNoneOnlyIndexed(owner);
        for (EncryptedMember member : EncryptedMember.of(owner)) {
            if (!member.has(Encrypted.class)) {
                throw new ConfigurationException("attribute '" + member.name() + "' gets @Encrypted through another"
                        + " annotation, which Hibernate does not follow: put @Encrypted on the attribute itself");
            }
            if (identifier != null && identifier.getName().equals(member.property())) {
                throw MappingRefusals.refusal(member.name(), "it is the identifier");
            }
            boolean encrypted = properties.stream()
                    .filter(property -> property.getName().equals(member.property()))
                    .anyMatch(property -> isEncrypted(property));
            if (!encrypted) {
                throw new ConfigurationException(
                        "attribute '" + member.name() + "' has @Encrypted but is not mapped as"
                                + " an encrypted attribute, so it would be stored in plaintext or not at all: annotate the member"
                                + " that is mapped (field or getter of the class, as for @Id, not of an interface), do not make it @Transient, map its superclass"
                                + " with @MappedSuperclass, and map it in XML only in an orm.xml that is not metadata-complete");
            }
        }
    }

    private static void requireNoneOnlyIndexed(Class<?> owner) {
        for (EncryptedMember member : EncryptedMember.of(owner, BlindIndex.class)) {
            if (!member.has(BlindIndex.class)) {
                throw new ConfigurationException("attribute '" + member.name() + "' gets @BlindIndex through another"
                        + " annotation, which is not followed: put @BlindIndex on the attribute itself");
            }
            if (!member.has(Encrypted.class)) {
                throw new ConfigurationException("attribute '" + member.name() + "' has @BlindIndex but not @Encrypted,"
                        + " so it would be stored in plaintext: add @Encrypted, or remove @BlindIndex");
            }
        }
    }

    /** What {@link AuditCopies} did not encrypt. */
    private static void checkCopies(PersistentClass entity, List<Property> properties) {
        PropertyTree.leaves(properties).forEach(property -> {
            if (property.getValue() instanceof BasicValue value
                    && entity.getClassName() == null
                    && AuditCopies.isCopy(value)) {
                throw MappingRefusals.refusal(
                        entity.getEntityName() + "." + property.getName(),
                        "it is a copy of an encrypted attribute in table '"
                                + entity.getTable().getName()
                                + "', which is not supported, for element collections for example: exclude the attribute,"
                                + " with @NotAudited for Envers");
            }
        });
    }

    private static boolean isEncrypted(Property property) {
        Value value = property.getValue() instanceof org.hibernate.mapping.Collection collection
                ? collection.getElement()
                : property.getValue();
        return CellJdbcType.attributeOf(value) != null;
    }

    private static void refuseInside(Component component, String reason) {
        PropertyTree.embeddables(component)
                .flatMap(embeddable -> EncryptedMember.of(embeddable.getComponentClass()).stream())
                .findFirst()
                .ifPresent(member -> {
                    throw MappingRefusals.refusal(member.name(), reason);
                });
    }
}
