package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.CellJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import jakarta.persistence.metamodel.Attribute;
import jakarta.persistence.metamodel.EmbeddableType;
import jakarta.persistence.metamodel.EntityType;
import jakarta.persistence.metamodel.ManagedType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Predicate;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.ModelPartContainer;
import org.hibernate.metamodel.model.domain.EntityDomainType;
import org.hibernate.query.sqm.SqmPathSource;
import org.hibernate.query.sqm.tree.SqmVisitableNode;
import org.hibernate.query.sqm.tree.domain.SqmElementAggregateFunction;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.jspecify.annotations.Nullable;

/** Recognises encrypted attributes in a query. */
public final class EncryptedPaths {

    private EncryptedPaths() {}

    /** The attribute a node stands for, null if it is anything else or not encrypted. */
    static @Nullable EncryptedAttribute attribute(@Nullable SqmVisitableNode node) {
        return node instanceof SqmPath<?> path && !(node instanceof SqmElementAggregateFunction<?>)
                ? ofType(typeOf(path))
                : null;
    }

    /** An encrypted attribute inside of the embeddable that a node stands for, null if there is none. */
    static @Nullable EncryptedAttribute embeddable(@Nullable SqmVisitableNode node) {
        return node instanceof SqmPath<?> path
                        && path.getReferencedPathSource().getPathType() instanceof EmbeddableType<?> embeddable
                ? firstOf(embeddable, any -> true)
                : null;
    }

    /** The encrypted attribute that the elements of a collection are, or have inside of them. */
    static @Nullable EncryptedAttribute elementOf(SqmPath<?> path) {
        EncryptedAttribute basic = ofType(path.getReferencedPathSource().getPathType());
        return basic != null ? basic : embeddable(path);
    }

    /** The mapping of an encrypted attribute that a node stands for. */
    static JdbcMapping mapping(SqmVisitableNode node) {
        return (JdbcMapping) Objects.requireNonNull(typeOf((SqmPath<?>) node));
    }

    /**
     * The type of a path, by the entity it begins at. An attribute of a mapped superclass or embeddable is one and the same in
     * Hibernate's domain model for all entities that have it, with the type of any of them: that of another table and column.
     */
    private static @Nullable Object typeOf(SqmPath<?> path) {
        Deque<String> names = new ArrayDeque<>();
        for (SqmPath<?> at = path; at != null; at = at.getLhs()) {
            if (at.getReferencedPathSource().getPathType() instanceof EntityDomainType<?> entity) {
                ModelPart part = names.isEmpty() ? null : find(at, entity, names);
                return part instanceof BasicValuedModelPart basic
                        ? basic.getJdbcMapping()
                        : path.getReferencedPathSource().getPathType();
            }
            names.addFirst(at.getReferencedPathSource().getPathName());
        }
        return path.getReferencedPathSource().getPathType();
    }

    private static @Nullable ModelPart find(SqmPath<?> start, EntityDomainType<?> entity, Deque<String> names) {
        // Null for a class that is no entity, whose query is checked again for each of its entities.
        ModelPart part =
                start.nodeBuilder().getMappingMetamodel().findEntityDescriptor(entity.getHibernateEntityName());
        for (String name : names) {
            part = part instanceof ModelPartContainer container ? container.findSubPart(name, null) : null;
        }
        return part;
    }

    /** The attribute of what {@link #mapping} returned. */
    static EncryptedAttribute requireAttribute(JdbcMapping mapping) {
        return Objects.requireNonNull(ofType(mapping), "an encrypted attribute");
    }

    /** An encrypted attribute inside of an embeddable or entity that a node stands for, null if there is none. */
    static @Nullable EncryptedAttribute inEmbeddable(SqmPath<?> path) {
        return path.getReferencedPathSource().getPathType() instanceof ManagedType<?> embeddable
                ? firstOf(embeddable, any -> true)
                : null;
    }

    /** An indexed attribute inside of an entity that a node stands for, null if there is none. */
    static @Nullable EncryptedAttribute indexedInEntity(@Nullable SqmVisitableNode node) {
        return node instanceof SqmPath<?> path
                        && path.getReferencedPathSource().getPathType() instanceof EntityType<?> entity
                ? firstOf(entity, EncryptedAttribute::indexed)
                : null;
    }

    private static @Nullable EncryptedAttribute firstOf(
            ManagedType<?> embeddable, Predicate<EncryptedAttribute> wanted) {
        for (Attribute<?, ?> member : embeddable.getAttributes()) {
            if (member instanceof SqmPathSource<?> source) {
                EncryptedAttribute found = ofType(source.getPathType());
                if (found == null
                        && member.getPersistentAttributeType() == Attribute.PersistentAttributeType.EMBEDDED
                        && source.getPathType() instanceof ManagedType<?> nested) {
                    found = firstOf(nested, wanted);
                }
                if (found != null && wanted.test(found)) {
                    return found;
                }
            }
        }
        return null;
    }

    private static @Nullable EncryptedAttribute ofType(@Nullable Object type) {
        return type instanceof JdbcMapping mapping && mapping.getJdbcType() instanceof CellJdbcType cell
                ? cell.attribute()
                : null;
    }
}
