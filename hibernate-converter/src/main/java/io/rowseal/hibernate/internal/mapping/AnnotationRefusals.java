package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.lang.annotation.Annotation;
import java.util.Calendar;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.annotations.Array;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.FractionalSeconds;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.JavaType;
import org.hibernate.annotations.JdbcType;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Mutability;
import org.hibernate.annotations.PartitionKey;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.TimeZoneColumn;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.Type;
import org.hibernate.annotations.UpdateTimestamp;

/** Refuses annotations of an encrypted attribute, or their like in {@code orm.xml}, that encryption would silently undo. */
public final class AnnotationRefusals {

    static final String TYPE_OF_ITS_OWN = "the encrypted type replaces it: remove one of the two";
    public static final String IN_THE_DATABASE = "the database cannot compute encrypted values: compute it in Java";
    public static final String NOT_ON_CIPHERTEXT =
            "the database would apply it to ciphertext: check values in Java, for example with Bean Validation";

    private static final Map<Class<? extends Annotation>, String> REFUSED = new LinkedHashMap<>();

    static {
        REFUSED.put(Type.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JavaType.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JdbcType.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JdbcTypeCode.class, TYPE_OF_ITS_OWN);
        REFUSED.put(Mutability.class, TYPE_OF_ITS_OWN);
        REFUSED.put(Array.class, TYPE_OF_ITS_OWN);
        REFUSED.put(TimeZoneStorage.class, "the encrypted value keeps its own offset: remove the annotation");
        REFUSED.put(TimeZoneColumn.class, "the encrypted value keeps its own offset: remove the annotation");
        REFUSED.put(
                FractionalSeconds.class,
                "the encrypted value keeps all of its digits: remove the annotation, and truncate in Java");
        REFUSED.put(ColumnTransformer.class, NOT_ON_CIPHERTEXT);
        REFUSED.put(Check.class, NOT_ON_CIPHERTEXT);
        REFUSED.put(PartitionKey.class, "the database cannot partition by ciphertext: choose another attribute");
        REFUSED.put(Formula.class, IN_THE_DATABASE);
        REFUSED.put(Generated.class, IN_THE_DATABASE);
        REFUSED.put(GeneratedColumn.class, IN_THE_DATABASE);
    }

    private AnnotationRefusals() {}

    /** Whether Hibernate sets the attribute to the current time. */
    static boolean isTimestamp(MappedAnnotations annotations) {
        return annotations.has(CurrentTimestamp.class)
                || annotations.has(CreationTimestamp.class)
                || annotations.has(UpdateTimestamp.class);
    }

    static void check(String name, MappedAnnotations annotations, Class<?> type) {
        REFUSED.forEach((annotation, reason) -> {
            if (annotations.has(annotation)) {
                throw refusal(name, "@" + annotation.getSimpleName(), reason);
            }
        });
        Temporal temporal = annotations.get(Temporal.class);
        if (temporal != null
                && temporal.value() != TemporalType.TIMESTAMP
                && (type == Date.class || type == Calendar.class)) {
            throw refusal(
                    name,
                    "@Temporal(" + temporal.value() + ")",
                    "the encrypted value keeps date and time, which the database would cut off: use LocalDate or LocalTime, or"
                            + " @Temporal(TIMESTAMP)");
        }
        CurrentTimestamp current = annotations.get(CurrentTimestamp.class);
        CreationTimestamp creation = annotations.get(CreationTimestamp.class);
        UpdateTimestamp update = annotations.get(UpdateTimestamp.class);
        if ((current != null && current.source() == SourceType.DB)
                || (creation != null && creation.source() == SourceType.DB)
                || (update != null && update.source() == SourceType.DB)) {
            throw refusal(name, "a timestamp with SourceType.DB", "use SourceType.VM");
        }
    }

    public static ConfigurationException refusal(String name, String feature, String wayOut) {
        return new ConfigurationException(
                "attribute '" + name + "' cannot have both @Encrypted and " + feature + ": " + wayOut);
    }
}
