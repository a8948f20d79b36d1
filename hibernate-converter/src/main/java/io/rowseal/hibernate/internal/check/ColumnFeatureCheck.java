package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.mapping.AnnotationRefusals;
import io.rowseal.hibernate.internal.model.ColumnShapes;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;

/**
 * Refuses what the column of an encrypted attribute is mapped with and what cannot work on ciphertext.
 */
public final class ColumnFeatureCheck {

    private ColumnFeatureCheck() {}

    static void check(EncryptedModel model, Dialect dialect) {
        for (EncryptedAttribute attribute : model.attributes()) {
            checkColumn(attribute, dialect);
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
            throw refusal(attribute, "@ColumnDefault", "the default would be plaintext: set it in the Java class");
        }
        if (column.getGeneratedAs() != null) {
            throw refusal(attribute, "@GeneratedColumn", AnnotationRefusals.IN_THE_DATABASE);
        }
        if (column.getCollation() != null) {
            throw refusal(attribute, "@Collate", "ciphertext has no collation: remove it");
        }
        if (!ColumnShapes.checks(column, dialect).isEmpty()) {
            throw refusal(attribute, "a check constraint", AnnotationRefusals.NOT_ON_CIPHERTEXT);
        }
    }

    static ConfigurationException refusal(EncryptedAttribute attribute, String feature, String wayOut) {
        return AnnotationRefusals.refusal(attribute.name(), feature, wayOut);
    }
}
