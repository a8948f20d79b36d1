package io.rowseal.persistence;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import tools.jackson.databind.JsonNode;

/** Enums whose constants have the names that a vector gives. Class files may have names that Java source may not. */
final class VectorEnums {

    private VectorEnums() {}

    /** The codec of the enum with the {@code constants} of a vector. */
    @SuppressWarnings("unchecked")
    static ValueCodec<Object> codec(JsonNode given) {
        List<String> names = given.required("constants")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        Class<?> type = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .makeEnumeration(names)
                .make()
                .load(VectorEnums.class.getClassLoader())
                .getLoaded();
        return (ValueCodec<Object>) ValueCodecs.forType(type);
    }
}
