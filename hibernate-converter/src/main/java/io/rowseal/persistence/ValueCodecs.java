package io.rowseal.persistence;

import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types that can be encrypted and their encodings, which {@code docs/value-encodings.md} specifies: primitives and their
 * wrappers, {@code String}, {@code char[]}, {@code Character[]}, {@code byte[]}, {@code Byte[]}, {@code BigDecimal}, {@code
 * BigInteger}, enums, the types of {@code java.time}, {@code java.util.Date} and its {@code java.sql} subclasses, {@code
 * Calendar}, {@code TimeZone}, {@code UUID}, {@code Currency}, {@code Locale}, {@code URL}, {@code URI}, {@code InetAddress},
 * and arrays of all these.
 */
public final class ValueCodecs {

    static final String JSON = "json";

    private static final Map<Class<?>, ValueCodec<?>> BY_TYPE = byType();

    private ValueCodecs() {}

    /**
     * Whether values of a type can be encoded.
     *
     * @param type a class, also of a primitive
     * @return whether {@link #forType} knows it
     */
    public static boolean supports(Class<?> type) {
        return BY_TYPE.containsKey(wrapped(type))
                || enumType(type) != null
                || (type.isArray() && supports(type.getComponentType()));
    }

    /**
     * The codec of a type.
     *
     * @param <T> the type; for a primitive its wrapper
     * @param type a class, also of a primitive
     * @return its codec
     * @throws IllegalArgumentException if the type has no encoding
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static <T> ValueCodec<T> forType(Class<T> type) {
        ValueCodec<?> codec = BY_TYPE.get(wrapped(type));
        if (codec != null) {
            return (ValueCodec<T>) codec;
        }
        Class<?> enumType = enumType(type);
        if (enumType != null) {
            return (ValueCodec<T>) new EnumCodec(enumType);
        }
        if (type.isArray()) {
            return (ValueCodec<T>) new ArrayCodec(type, forType(type.getComponentType()));
        }
        throw new IllegalArgumentException("values of " + type.getName() + " cannot be encrypted: " + WayOut.of(type));
    }

    /**
     * The codec of any other class, record or collection, which it stores as JSON text. It reads text that an older version of
     * a class wrote: added properties are null, 0 or false. It refuses properties that the class no longer has, unless the
     * class has {@code @JsonIgnoreProperties(ignoreUnknown = true)}. Jackson annotations apply; the codec writes and reads type
     * information only if they require it. It refuses a value that would lose a property when read again.
     *
     * @param type a class, or a generic type such as {@code List<String>}
     * @return its codec
     * @throws IllegalArgumentException if Jackson 3 is not on the class path, or the type does not determine the class of the
     *     values
     */
    public static ValueCodec<?> json(Type type) {
        try {
            Class.forName("tools.jackson.databind.json.JsonMapper", false, ValueCodecs.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "values of " + type.getTypeName() + " cannot be stored as JSON without Jackson 3: add"
                            + " tools.jackson.core:jackson-databind to the class path, or use an embeddable",
                    e);
        }
        return new JsonCodec<>(type);
    }

    /**
     * The ids of all encodings: those of the types listed here, of arrays of them, of enums and of JSON. Ids of arrays of
     * arrays are not included, because there are infinitely many.
     *
     * @return each id with the types whose encoding it is, for messages
     * @see ValueCodec#encodingId()
     */
    public static Map<String, String> encodingIds() {
        Map<String, String> ids = new TreeMap<>();
        BY_TYPE.values()
                .forEach(codec -> ids.merge(
                        codec.encodingId(),
                        codec.type().getSimpleName(),
                        (one, other) -> Stream.of(one, other).sorted().collect(Collectors.joining(" or "))));
        ids.put(EnumCodec.ID, "enum");
        Map<String, String> arrays = new TreeMap<>();
        ids.forEach((id, types) -> arrays.put(ArrayCodec.idOf(id), "array of " + types));
        ids.putAll(arrays);
        ids.put(JSON, "JSON");
        return ids;
    }

    /** Those that have a codec of their own; enums and arrays of objects have none. */
    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** A constant with a body of its own has a class of its own, below the one of the enum. */
    private static @Nullable Class<?> enumType(Class<?> type) {
        if (type.isEnum()) {
            return type;
        }
        Class<?> parent = type.getSuperclass();
        return parent != null && parent.isEnum() ? parent : null;
    }

    private static Map<Class<?>, ValueCodec<?>> byType() {
        Map<Class<?>, ValueCodec<?>> codecs = new HashMap<>();
        Stream.of(
                        NumberCodecs.all(),
                        TextCodecs.all(),
                        TimeCodecs.all(),
                        LegacyTimeCodecs.all(),
                        CalendarCodecs.all(),
                        NetCodecs.all(),
                        PrimitiveArrayCodecs.all())
                .flatMap(List::stream)
                .forEach(codec -> codecs.put(codec.type(), codec));
        return Map.copyOf(codecs);
    }
}
