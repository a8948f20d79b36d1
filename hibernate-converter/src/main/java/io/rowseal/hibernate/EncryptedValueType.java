package io.rowseal.hibernate;

import io.rowseal.persistence.ValueCodec;
import org.hibernate.boot.model.convert.spi.ConverterDescriptor;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.mapping.BasicValue;
import org.hibernate.type.descriptor.java.MutabilityPlan;

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
        value.setExplicitJdbcTypeAccess(new CellTypeAccess(attribute, runtime));
        if (byEncoding) {
            EncodedType<?> type = encoded(attribute, attribute.codec(), runtime, bootstrap);
            bootstrap.registerAdHocBasicType(type);
            value.setTypeName(type.getName());
            value.setExplicitMutabilityPlanAccess(types -> type.mutabilityPlan());
        } else {
            value.setTypeName(ConverterDescriptor.TYPE_NAME_PREFIX
                    + ConverterClasses.forType(attribute.domainType()).getName());
            value.setExplicitMutabilityPlanAccess(types -> sealed(
                    attribute,
                    types.getJavaTypeRegistry()
                            .resolveDescriptor(attribute.domainType())
                            .getMutabilityPlan()));
        }
    }

    private static <T> EncodedType<T> encoded(
            EncryptedAttribute attribute, ValueCodec<T> codec, EncryptionRuntime runtime, BootstrapContext bootstrap) {
        return EncodedType.of(
                attribute,
                codec,
                runtime,
                bootstrap.getTypeConfiguration().getJavaTypeRegistry().resolveDescriptor(Cell.class));
    }

    private static <T> MutabilityPlan<T> sealed(EncryptedAttribute attribute, MutabilityPlan<T> domain) {
        @SuppressWarnings("unchecked")
        ValueCodec<T> codec = (ValueCodec<T>) attribute.codec();
        return new SealedMutabilityPlan<>(domain, codec, attribute.ciphers().scope(), attribute.cachePlace());
    }
}
