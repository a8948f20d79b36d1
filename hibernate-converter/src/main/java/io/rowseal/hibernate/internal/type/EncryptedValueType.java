package io.rowseal.hibernate.internal.type;

import io.rowseal.hibernate.internal.scope.KeyScopes;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.mapping.BasicValue;

/** Gives a value of the mapping the type of an encrypted attribute. */
public final class EncryptedValueType {

    private EncryptedValueType() {}

    /**
     * Gives the type.
     *
     * @param byEncoding whether values are compared by their encodings, see {@link EncodedType}
     */
    public static void give(
            BasicValue value,
            EncryptedAttribute attribute,
            boolean byEncoding,
            KeyScopes keyScopes,
            BootstrapContext bootstrap) {
        EncodedType<?> type = EncodedType.of(
                attribute,
                attribute.codec(),
                byEncoding,
                keyScopes,
                bootstrap.getTypeConfiguration().getJavaTypeRegistry());
        bootstrap.registerAdHocBasicType(type);
        value.setTypeName(type.getName());
        value.setExplicitMutabilityPlanAccess(types -> type.getMutabilityPlan());
    }
}
