package io.rowseal.hibernate.internal.mapping;

import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.ElementCollection;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Set;

/**
 * Encrypted values in the table of a collection. Such tables have no row keys, because Hibernate knows no property of an element
 * that it could bind before the others: each value is a sealed value.
 */
public final class CollectionElement {

    private CollectionElement() {}

    /** Refuses what an attribute can be in the table of an entity only. */
    static void requireEncryptable(String name, Encrypted annotation, MappedAnnotations annotations) {
        jakarta.persistence.Column column = annotations.get(jakarta.persistence.Column.class);
        if (column != null && column.check().length > 0) {
            throw MappingRefusals.refusal(
                    name, "@Column(check = ...) would be applied to ciphertext: check values in Java");
        }
        if (annotation.json()) {
            throw MappingRefusals.refusal(
                    name,
                    "values in an element collection cannot be JSON: leave @ElementCollection out and store the"
                            + " whole collection as one JSON value, or use another type");
        }
        if (annotations.has(BlindIndex.class)) {
            throw MappingRefusals.refusal(
                    name, "it has @BlindIndex, which element collections cannot have: map the elements as an entity");
        }
    }

    /**
     * Refuses collections of which Hibernate deletes or updates an element by its value: two ciphertexts of one value differ, so
     * the statement would find no row, without an error.
     *
     * @param collection a collection of the complete mapping
     */
    static void requireFoundByKey(Collection collection) {
        EncryptedAttribute attribute = EncryptedModel.firstOf(collection.getElement());
        if (attribute == null) {
            return;
        }
        if (collection instanceof Set) {
            throw MappingRefusals.refusal(
                    attribute.name(),
                    "it is in a Set, of which Hibernate deletes an element by comparing its value in SQL: use a List, a"
                            + " Map with plain keys, or an entity");
        }
        if (FormerElements.areKept(collection)) {
            throw MappingRefusals.refusal(
                    attribute.name(),
                    "it is in a collection whose history Hibernate keeps (@Audited, @Temporal), and it would find"
                            + " removed elements by comparing their values in SQL: exclude the collection with @Audited.Excluded, or"
                            + " map the elements as an entity");
        }
        if (collection instanceof IndexedCollection indexed
                && indexed.getIndex().getSelectables().stream().anyMatch(Formula.class::isInstance)) {
            throw MappingRefusals.refusal(
                    attribute.name(),
                    "the key of its collection is a formula, so Hibernate deletes an element by comparing its value in SQL:"
                            + " give the key a column");
        }
    }

    /** Whether the attribute is a collection of basic values, not an attribute inside of an embeddable. */
    static boolean isBasic(Property property) {
        return property.getValue() instanceof Collection collection && collection.getElement() instanceof BasicValue;
    }

    /**
     * The declared class of the elements of a collection of basic values. Asking Hibernate would fix the SQL type of the column
     * to that of the plain value.
     */
    static Class<?> type(
            String name,
            EncryptedMember member,
            MappedAnnotations annotations,
            MetadataBuildingContext context,
            Property property) {
        ElementCollection annotation = annotations.get(ElementCollection.class);
        if (annotation != null && annotation.targetClass() != void.class) {
            return annotation.targetClass();
        }
        Type element = member.genericType();
        if (element instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            element = arguments[arguments.length - 1];
        } else if (element instanceof Class<?> array && array.isArray()) {
            element = array.getComponentType();
        } else if (element instanceof GenericArrayType array) {
            element = array.getGenericComponentType();
        }
        if (element instanceof WildcardType wildcard) {
            element = wildcard.getUpperBounds()[0];
        }
        if (element instanceof Class<?> declared) {
            return declared;
        }
        if (element instanceof TypeVariable<?>) {
            BasicValue value = (BasicValue) ((Collection) property.getValue()).getElement();
            return DeclaredType.rawClass(DeclaredType.of(name, element, value, context));
        }
        throw MappingRefusals.refusal(
                name,
                "it does not tell the class of its elements: declare the collection as List<String>, for example, or give"
                        + " @ElementCollection(targetClass = ...)");
    }

    /**
     * Replaces the element of a collection of basic values: Hibernate has resolved its type before binders are called, and would
     * silently ignore another one.
     */
    static BasicValue renew(MetadataBuildingContext context, Property property) {
        Collection collection = (Collection) property.getValue();
        BasicValue renewed = RenewedValue.of(context, (BasicValue) collection.getElement());
        collection.setElement(renewed);
        return renewed;
    }
}
