package io.rowseal.hibernate;

import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.mapping.BasicValue;

/** Gives a value of the mapping the type of an encrypted attribute. */
final class EncryptedValueType {

    private EncryptedValueType() {}

    /**
     * Gives the type.
     *
     * @param byEncoding whether values are compared by their encodings, see {@link EncodedType}
     */
    static void give(
            BasicValue value,
            EncryptedAttribute attribute,
            boolean byEncoding,
            EncryptionRuntime runtime,
            BootstrapContext bootstrap) {
        EncodedType<?> type = EncodedType.of(
                attribute,
                attribute.codec(),
                byEncoding,
                runtime,
                bootstrap.getTypeConfiguration().getJavaTypeRegistry());
        bootstrap.registerAdHocBasicType(type);
        value.setTypeName(type.getName());
        value.setExplicitMutabilityPlanAccess(types -> type.getMutabilityPlan());
    }
}
