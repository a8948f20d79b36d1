package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Convert;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.annotations.Array;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.Checks;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.Formula;
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
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;

/**
 * Refuses what an encrypted attribute itself is mapped with and what can not work on ciphertext, or would undo the encryption.
 */
final class ColumnFeatureCheck {

    private static final String TYPE_OF_ITS_OWN = "the encrypted type replaces it: remove one of the two";
    private static final String IN_THE_DATABASE = "the database can not compute encrypted values: compute it in Java";
    private static final String NOT_ON_CIPHERTEXT =
            "the database would apply it to ciphertext: check values in Java, for example with Bean Validation";

    private static final Map<Class<? extends Annotation>, String> REFUSED = new LinkedHashMap<>();

    static {
        REFUSED.put(Convert.class, TYPE_OF_ITS_OWN);
        REFUSED.put(Type.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JavaType.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JdbcType.class, TYPE_OF_ITS_OWN);
        REFUSED.put(JdbcTypeCode.class, TYPE_OF_ITS_OWN);
        REFUSED.put(Mutability.class, TYPE_OF_ITS_OWN);
        REFUSED.put(Array.class, TYPE_OF_ITS_OWN);
        REFUSED.put(TimeZoneStorage.class, "the encrypted value keeps its own offset: remove the annotation");
        REFUSED.put(TimeZoneColumn.class, "the encrypted value keeps its own offset: remove the annotation");
        REFUSED.put(ColumnTransformer.class, NOT_ON_CIPHERTEXT);
        REFUSED.put(Check.class, NOT_ON_CIPHERTEXT);
        REFUSED.put(Checks.class, NOT_ON_CIPHERTEXT);
        REFUSED.put(PartitionKey.class, "the database can not partition by ciphertext: choose another attribute");
        REFUSED.put(Formula.class, IN_THE_DATABASE);
        REFUSED.put(Generated.class, IN_THE_DATABASE);
        REFUSED.put(GeneratedColumn.class, IN_THE_DATABASE);
    }

    private ColumnFeatureCheck() {}

    static void check(EncryptedModel model, Metadata metadata, Dialect dialect) {
        for (EncryptedAttribute attribute : model.attributes()) {
            checkAnnotations(attribute);
            checkConvertOfClass(
                    attribute, metadata.getEntityBinding(attribute.entityName()).getMappedClass());
            checkColumn(attribute, dialect);
        }
    }

    private static void checkAnnotations(EncryptedAttribute attribute) {
        EncryptedMember member = EncryptedMember.find(attribute.owner(), lastOf(attribute.propertyPath()));
        if (member == null) {
            throw new ConfigurationException("attribute '" + attribute.name()
                    + "' is mapped as encrypted, but no member has @" + Encrypted.class.getSimpleName());
        }
        REFUSED.forEach((annotation, reason) -> {
            if (member.has(annotation)) {
                throw refusal(attribute, "@" + annotation.getSimpleName(), reason);
            }
        });
        CurrentTimestamp current = member.annotation(CurrentTimestamp.class);
        CreationTimestamp creation = member.annotation(CreationTimestamp.class);
        UpdateTimestamp update = member.annotation(UpdateTimestamp.class);
        if ((current != null && current.source() == SourceType.DB)
                || (creation != null && creation.source() == SourceType.DB)
                || (update != null && update.source() == SourceType.DB)) {
            throw refusal(attribute, "a timestamp with SourceType.DB", "use SourceType.VM");
        }
    }

    private static void checkConvertOfClass(EncryptedAttribute attribute, Class<?> entity) {
        for (Class<?> type = entity; type != null; type = type.getSuperclass()) {
            for (Convert convert : type.getAnnotationsByType(Convert.class)) {
                if (convert.attributeName().equals(attribute.propertyPath())) {
                    throw refusal(attribute, "@Convert on class " + type.getName(), TYPE_OF_ITS_OWN);
                }
            }
        }
    }

    private static void checkColumn(EncryptedAttribute attribute, Dialect dialect) {
        Column column = attribute.mappingColumn();
        if (column.getSqlType() != null) {
            throw refusal(
                    attribute,
                    "a columnDefinition",
                    "the type and size of the column follow from the encryption: remove it; @Column(length = ...) sets the"
                            + " longest value");
        }
        if (column.getDefaultValue() != null) {
            throw refusal(attribute, "@ColumnDefault", "the default would be plain text: set it in the Java class");
        }
        if (column.getGeneratedAs() != null) {
            throw refusal(attribute, "@GeneratedColumn", IN_THE_DATABASE);
        }
        if (column.getCollation() != null) {
            throw refusal(attribute, "@Collate", "ciphertext has no collation: remove it");
        }
        if (!ColumnShapes.checks(column, dialect).isEmpty()) {
            throw refusal(attribute, "a check constraint", NOT_ON_CIPHERTEXT);
        }
    }

    static ConfigurationException refusal(EncryptedAttribute attribute, String feature, String wayOut) {
        return new ConfigurationException(
                "attribute '" + attribute.name() + "' can not have both @Encrypted and " + feature + ": " + wayOut);
    }

    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
