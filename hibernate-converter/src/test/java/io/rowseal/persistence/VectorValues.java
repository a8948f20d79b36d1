package io.rowseal.persistence;

import static java.util.Map.entry;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values of vectors, which stand there as text. */
final class VectorValues {

    /** A class that is stored as JSON. */
    record Json(int a) {}

    /** Constants of the vectors, one of them outside of ASCII on purpose. */
    @SuppressWarnings("UnicodeInCode")
    enum Constant {
        A,
        LONGEST,
        GRÖSSE
    }

    private record Type<T>(Class<T> javaType, Function<String, T> parser) {}

    private static final Map<String, Type<?>> TYPES = Map.ofEntries(
            type("utf8", String.class, text -> text),
            type("bytes", byte[].class, HexFormat.of()::parseHex),
            type("bool", Boolean.class, Boolean::valueOf),
            type("i8", Byte.class, Byte::valueOf),
            type("i16", Short.class, Short::valueOf),
            type("i32", Integer.class, Integer::valueOf),
            type("i64", Long.class, Long::valueOf),
            type("char", Character.class, text -> (char) Integer.parseInt(text, 16)),
            type("f32", Float.class, Float::valueOf),
            type("f64", Double.class, Double::valueOf),
            type("integer", BigInteger.class, BigInteger::new),
            type("decimal", BigDecimal.class, BigDecimal::new),
            type("enum", Constant.class, Constant::valueOf),
            type("json", Json.class, text -> new Json(1)),
            type("uuid", UUID.class, UUID::fromString),
            type("currency", Currency.class, Currency::getInstance),
            type("locale", Locale.class, Locale::forLanguageTag),
            type("date", LocalDate.class, LocalDate::parse),
            type("time", LocalTime.class, LocalTime::parse),
            type("date-time", LocalDateTime.class, LocalDateTime::parse),
            type("offset", ZoneOffset.class, VectorValues::offset),
            type("offset-time", OffsetTime.class, VectorValues::offsetTime),
            type("offset-date-time", OffsetDateTime.class, VectorValues::offsetDateTime),
            type("zone", ZoneId.class, ZoneId::of),
            type("zoned-date-time", ZonedDateTime.class, VectorValues::zonedDateTime),
            type("instant", Instant.class, text -> Instant.ofEpochSecond(number(text, " ", 0), number(text, " ", 1))),
            type("duration", Duration.class, text -> Duration.ofSeconds(number(text, " ", 0), number(text, " ", 1))),
            type("year", Year.class, text -> Year.of(Integer.parseInt(text))),
            type("year-month", YearMonth.class, text -> YearMonth.of(number(text, "/", 0), number(text, "/", 1))),
            type("month-day", MonthDay.class, text -> MonthDay.of(number(text, "/", 0), number(text, "/", 1))),
            type("time-zone", TimeZone.class, TimeZone::getTimeZone),
            type("calendar", Calendar.class, VectorValues::calendar),
            type("epoch-millis", Date.class, text -> new Date(Long.parseLong(text))),
            type("inet", InetAddress.class, VectorValues::address),
            type("url", URL.class, VectorValues::url),
            type("uri", URI.class, URI::create),
            primitives("bool[]", boolean[].class, "bool"),
            primitives("i16[]", short[].class, "i16"),
            primitives("i32[]", int[].class, "i32"),
            primitives("i64[]", long[].class, "i64"),
            primitives("f32[]", float[].class, "f32"),
            primitives("f64[]", double[].class, "f64"));

    private VectorValues() {}

    /** The Java type of an encoding. */
    static Class<?> type(String id) {
        return id.startsWith("array(")
                ? type(element(id)).arrayType()
                : known(id).javaType();
    }

    /** Whether an id is one of an encoding. */
    static boolean isKnown(String id) {
        return id.matches("array\\(.+\\)") ? isKnown(element(id)) : TYPES.containsKey(id);
    }

    /** The id of what is in the innermost array. */
    static String innermost(String id) {
        return id.matches("array\\(.+\\)") ? innermost(element(id)) : id;
    }

    /** The types that all encodings of the vectors have, without JSON. */
    static Stream<Class<?>> javaTypes() {
        return TYPES.values().stream().<Class<?>>map(Type::javaType).filter(type -> type != Json.class);
    }

    /** The value that a vector says. */
    static @Nullable Object of(String id, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (!value.isArray()) {
            return known(id).parser().apply(value.asString());
        }
        Object array = Array.newInstance(type(id).getComponentType(), value.size());
        for (int i = 0; i < value.size(); i++) {
            Array.set(array, i, of(element(id), value.get(i)));
        }
        return array;
    }

    /** {@code array(date)} and {@code i32[]}. */
    private static String element(String id) {
        return id.startsWith("array(") ? id.substring("array(".length(), id.length() - 1) : id.replace("[]", "");
    }

    private static Type<?> known(String id) {
        Type<?> type = TYPES.get(id);
        if (type == null) {
            throw new IllegalArgumentException("the vectors have a type that this test does not know: " + id);
        }
        return type;
    }

    private static <T> Map.Entry<String, Type<?>> type(String id, Class<T> javaType, Function<String, T> parser) {
        return entry(id, new Type<>(javaType, parser));
    }

    private static <T> Map.Entry<String, Type<?>> primitives(String id, Class<T> javaType, String element) {
        return type(id, javaType, text -> {
            throw new IllegalArgumentException("an array of " + element + " stands in the vectors as a list");
        });
    }

    private static int number(String text, String separator, int index) {
        return Integer.parseInt(text.split(separator, -1)[index]);
    }

    private static ZoneOffset offset(String seconds) {
        return ZoneOffset.ofTotalSeconds(Integer.parseInt(seconds));
    }

    private static OffsetTime offsetTime(String text) {
        String[] parts = text.split(" ", -1);
        return OffsetTime.of(LocalTime.parse(parts[0]), offset(parts[1]));
    }

    private static OffsetDateTime offsetDateTime(String text) {
        String[] parts = text.split(" ", -1);
        return OffsetDateTime.of(LocalDateTime.parse(parts[0]), offset(parts[1]));
    }

    private static ZonedDateTime zonedDateTime(String text) {
        String[] parts = text.split(" ", -1);
        return ZonedDateTime.ofStrict(LocalDateTime.parse(parts[0]), offset(parts[1]), ZoneId.of(parts[2]));
    }

    private static Calendar calendar(String text) {
        String[] parts = text.split(" ", -1);
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(parts[4]));
        calendar.setTimeInMillis(Long.parseLong(parts[0]));
        calendar.setFirstDayOfWeek(Integer.parseInt(parts[1]));
        calendar.setMinimalDaysInFirstWeek(Integer.parseInt(parts[2]));
        calendar.setLenient(Boolean.parseBoolean(parts[3]));
        return calendar;
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
