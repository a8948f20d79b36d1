package io.rowseal.persistence;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any object that Jackson can write and read again, as JSON text (RFC 8259) in UTF-8. With {@link JsonShape} the only class that
 * touches Jackson.
 *
 * <p>Each codec has a mapper of its own, because mappers remember the classes they have seen.
 *
 * @param <T> the declared type
 */
final class JsonCodec<T> implements ValueCodec<T> {

    /** Nobody declares lengths for objects: there is room for as much text, whatever the mapping says. */
    private static final int LEAST_LENGTH = 4000;

    private final Class<T> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final boolean dynamic;

    @SuppressWarnings("unchecked")
    JsonCodec(Type declared) {
        requireConcrete(declared);
        JsonMapper mapper = mapper();
        tools.jackson.databind.JavaType javaType = mapper.constructType(declared);
        this.type = (Class<T>) javaType.getRawClass();
        this.writer = mapper.writerFor(javaType);
        this.reader = mapper.readerFor(javaType);
        this.dynamic = JsonShape.isDynamic(mapper.deserializationConfig(), javaType);
    }

    /** What is set here never changes: it decides how stored values are read. */
    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                // A property that this version of the class does not have would be lost with the next update.
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // A property whose type was changed must not be read as another value: 1.9 as 1, "12" as 12, 1 as a
                // constant.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                // A primitive that was added to a record is 0 or false in values written before.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(
                        DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE,
                        DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .build();
    }

    @Override
    public byte[] encode(T value) {
        byte[] written = write(value);
        T again = readAgain(written);
        if (again == null || !haveSameBytes(written, write(again))) {
            throw new ValueEncodingException(
                    "a " + type.getName() + " does not survive being written as JSON and read again:"
                            + " give each property that Jackson writes a setter or a constructor parameter, or @JsonIgnore");
        }
        if (dynamic && !again.equals(value)) {
            throw new ValueEncodingException(
                    "a " + type.getName() + " holds elements of type Object that JSON brings back as"
                            + " another class, such as a Long as an Integer or a date as a text: declare the class of the elements, and"
                            + " give classes that hold them equals");
        }
        return written;
    }

    @Override
    public T decode(byte[] encoded) {
        return read(encoded);
    }

    private byte[] write(T value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            // Not kept as cause, here and below: messages of Jackson quote the value.
            throw new ValueEncodingException("a " + type.getName() + " cannot be written as JSON ("
                    + e.getClass().getSimpleName() + "): give its class getters, or make it a record");
        }
    }

    private T read(byte[] encoded) {
        T value;
        try {
            value = reader.readValue(encoded);
        } catch (JacksonException e) {
            throw new ValueEncodingException(Refusals.notA(type) + ": Jackson refuses them ("
                    + e.getClass().getSimpleName() + "); to drop properties that the class no longer has, give it"
                    + " @JsonIgnoreProperties(ignoreUnknown = true)");
        }
        if (value == null) {
            throw new ValueEncodingException(Refusals.notA(type) + ": they are the JSON null");
        }
        return value;
    }

    private @Nullable T readAgain(byte[] written) {
        try {
            return reader.readValue(written);
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The elements of a set may come back in another order, everything else is the same. */
    private static boolean haveSameBytes(byte[] written, byte[] again) {
        if (Arrays.equals(written, again)) {
            return true;
        }
        byte[] one = written.clone();
        byte[] other = again.clone();
        Arrays.sort(one);
        Arrays.sort(other);
        return Arrays.equals(one, other);
    }

    private static void requireConcrete(Type declared) {
        if (declared == Object.class) {
            throw new IllegalArgumentException(
                    "values of java.lang.Object cannot be read from JSON: declare the attribute with the class of its values");
        }
        if (declared instanceof TypeVariable<?>) {
            throw new IllegalArgumentException("values of the type parameter " + declared.getTypeName()
                    + " cannot be read from JSON, because it is not known which class it stands for: declare the attribute in"
                    + " the class that knows");
        }
        if (declared instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                if (argument != Object.class) {
                    requireConcrete(argument);
                }
            }
        } else if (declared instanceof GenericArrayType array) {
            requireConcrete(array.getGenericComponentType());
        }
    }

    @Override
    public String encodingId() {
        return ValueCodecs.JSON;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public long maxBytes(int declaredLength) {
        return (long) Math.max(declaredLength, LEAST_LENGTH) * StrictUtf8.MAX_BYTES_PER_UNIT;
    }

    @Override
    public String toString() {
        return "ValueCodec[" + type.getName() + " as JSON]";
    }
}
