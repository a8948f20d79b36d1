package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.hibernate.annotations.TenantId;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Property;

/** Attributes that cannot be encrypted, and why. */
public final class MappingRefusals {

    private static final Map<Class<? extends Annotation>, String> BY_ANNOTATION = Map.of(
            Id.class, "it is the identifier, which Hibernate compares in SQL and keeps in plaintext",
            EmbeddedId.class, "it is the identifier, which Hibernate compares in SQL and keeps in plaintext",
            Version.class, "it is the version, which the database compares",
            TenantId.class, "it is the tenant id, by which the database filters");

    private MappingRefusals() {}

    static ConfigurationException refusal(String attribute, String reason) {
        return new ConfigurationException("attribute '" + attribute + "' cannot be @Encrypted: " + reason);
    }

    static void requireNoIdentifier(String name, MappedPlace place) {
        if (place.identifier()) {
            throw refusal(name, "it is part of the identifier, which Hibernate compares in SQL and keeps in plaintext");
        }
    }

    /** The value of an attribute that can be encrypted. */
    static BasicValue requireEncryptable(String name, MappedAnnotations annotations, Property property) {
        BY_ANNOTATION.forEach((annotation, reason) -> {
            if (annotations.has(annotation)) {
                throw refusal(name, reason);
            }
        });
        if (!(property.getValue() instanceof BasicValue value) || !(value.getColumn() instanceof Column)) {
            throw refusal(
                    name,
                    "only basic attributes with a column of their own can be, not associations, collections,"
                            + " embeddables or formulas; annotate the attributes inside of an embeddable");
        }
        if (value.isLob()) {
            throw refusal(name, "it has @Lob: give the longest length with @Column(length = ...) instead");
        }
        if (value.getResolution() != null) {
            throw refusal(name, "Hibernate fixed its type before; report this mapping as a defect");
        }
        return value;
    }
}
