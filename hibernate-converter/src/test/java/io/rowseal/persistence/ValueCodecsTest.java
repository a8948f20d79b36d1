package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Socket;
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
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecsTest {

    private static final long SEED = 20260101L;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    enum Plain {
        A,
        LONGEST,
        THIRD
    }

    enum WithBodies {
        FIRST {
            @Override
            String say() {
                return "one";
            }
        },
        SECOND {
            @Override
            String say() {
                return "two";
            }
        };

        abstract String say();
    }

    static Stream<Arguments> extremes() {
        return Stream.of(
                values(Boolean.class, true, false),
                values(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) 0),
                values(Short.class, Short.MIN_VALUE, Short.MAX_VALUE),
                values(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1),
                values(Long.class, Long.MIN_VALUE, Long.MAX_VALUE),
                values(Character.class, '\0', '\uffff', '\ud800', '?'),
                values(Float.class, Float.NaN, -0.0f, 0.0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY),
                values(Double.class, Double.NaN, -0.0, 0.0, Double.MAX_VALUE, Double.POSITIVE_INFINITY),
                values(
                        BigInteger.class,
                        BigInteger.ZERO,
                        BigInteger.ONE.negate(),
                        BigInteger.TWO.pow(127),
                        BigInteger.TWO.pow(127).negate(),
                        BigInteger.TWO.pow(127).subtract(BigInteger.ONE),
                        BigInteger.TEN.pow(500).negate()),
                values(
                        BigDecimal.class,
                        BigDecimal.ZERO,
                        new BigDecimal("1.0"),
                        new BigDecimal("1.00"),
                        new BigDecimal("-" + "9".repeat(200) + ".5"),
                        new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
                        new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE)),
                values(String.class, "", " a ", "\0", "?", "\ufffd", "Zoë", "😀x", "e\u0301", "x".repeat(100_000)),
                values(Plain.class, Plain.values()),
                values(WithBodies.class, WithBodies.values()),
                values(UUID.class, new UUID(0, 0), new UUID(-1, -1), new UUID(1, 2)),
                values(Currency.class, Currency.getInstance("EUR"), Currency.getInstance("XXX")),
                values(
                        Locale.class,
                        Locale.ROOT,
                        Locale.GERMANY,
                        new Locale("ja", "JP", "JP"),
                        new Locale("he"),
                        Locale.forLanguageTag("zh-Hant-TW-u-co-stroke-nu-hanidec")),
                values(LocalDate.class, LocalDate.MIN, LocalDate.MAX, LocalDate.EPOCH, LocalDate.of(2024, 2, 29)),
                values(LocalTime.class, LocalTime.MIN, LocalTime.MAX, LocalTime.of(1, 2, 3, 1)),
                values(LocalDateTime.class, LocalDateTime.MIN, LocalDateTime.MAX),
                values(ZoneOffset.class, ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.UTC, ZoneOffset.ofTotalSeconds(-1)),
                values(OffsetTime.class, OffsetTime.MIN, OffsetTime.MAX),
                values(OffsetDateTime.class, OffsetDateTime.MIN, OffsetDateTime.MAX),
                values(
                        ZoneId.class,
                        BERLIN,
                        ZoneOffset.UTC,
                        ZoneId.of("UTC+18"),
                        ZoneId.of("America/Argentina/ComodRivadavia")),
                values(
                        ZonedDateTime.class,
                        ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), BERLIN)
                                .withEarlierOffsetAtOverlap(),
                        ZonedDateTime.of(LocalDateTime.of(2024, 10, 27, 2, 30), BERLIN)
                                .withLaterOffsetAtOverlap(),
                        ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.MIN),
                        ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.MAX)),
                values(Instant.class, Instant.MIN, Instant.MAX, Instant.EPOCH.minusNanos(1)),
                values(
                        Duration.class,
                        Duration.ofSeconds(Long.MIN_VALUE),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)),
                values(Year.class, Year.of(Year.MIN_VALUE), Year.of(Year.MAX_VALUE)),
                values(YearMonth.class, YearMonth.of(Year.MIN_VALUE, 1), YearMonth.of(Year.MAX_VALUE, 12)),
                values(MonthDay.class, MonthDay.of(2, 29), MonthDay.of(12, 31)),
                values(java.util.Date.class, new java.util.Date(Long.MIN_VALUE), new java.util.Date(Long.MAX_VALUE)),
                values(
                        java.sql.Timestamp.class,
                        timestamp(-1, 999_999_999),
                        timestamp(0, 1),
                        timestamp(253_402_300_799L, 999_999_999)),
                values(
                        java.sql.Date.class,
                        java.sql.Date.valueOf("0001-01-01"),
                        java.sql.Date.valueOf("1582-10-04"),
                        java.sql.Date.valueOf("9999-12-31")),
                values(java.sql.Time.class, java.sql.Time.valueOf("00:00:00"), time("23:59:59", 999)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extremes")
    <T> void bringsBackEveryExtremeInOneEncodingWithinTheAnnouncedLength(Class<T> type, List<T> values) {
        ValueCodec<T> codec = ValueCodecs.forType(type);
        for (T value : values) {
            byte[] encoded = codec.encode(value);
            assertThat(codec.decode(encoded)).isEqualTo(value);
            assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
            assertThat((long) encoded.length).isLessThanOrEqualTo(codec.maxBytes(100_000));
        }
        assertThat(values.stream().map(codec::encode).map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }

    static Stream<Arguments> generators() {
        Function<Random, LocalDateTime> dateTime =
                r -> LocalDateTime.ofEpochSecond(r.nextLong() >> 10, r.nextInt(1_000_000_000), ZoneOffset.UTC);
        Function<Random, ZoneOffset> offset = r -> ZoneOffset.ofTotalSeconds(r.nextInt(36 * 3600 + 1) - 18 * 3600);
        List<String> zones = List.copyOf(ZoneId.getAvailableZoneIds());
        return Stream.of(
                generator(Integer.class, Random::nextInt),
                generator(Long.class, Random::nextLong),
                generator(Float.class, r -> Float.intBitsToFloat(r.nextInt())),
                generator(Double.class, r -> Double.longBitsToDouble(r.nextLong())),
                generator(BigInteger.class, ValueCodecsTest::bigInteger),
                generator(BigDecimal.class, r -> new BigDecimal(bigInteger(r), r.nextInt())),
                generator(String.class, ValueCodecsTest::text),
                generator(UUID.class, r -> new UUID(r.nextLong(), r.nextLong())),
                generator(LocalDate.class, r -> dateTime.apply(r).toLocalDate()),
                generator(LocalTime.class, r -> dateTime.apply(r).toLocalTime()),
                generator(LocalDateTime.class, dateTime),
                generator(OffsetTime.class, r -> dateTime.apply(r).toLocalTime().atOffset(offset.apply(r))),
                generator(OffsetDateTime.class, r -> dateTime.apply(r).atOffset(offset.apply(r))),
                generator(
                        ZonedDateTime.class,
                        r -> dateTime.apply(r).atZone(ZoneId.of(zones.get(r.nextInt(zones.size()))))),
                generator(Instant.class, r -> dateTime.apply(r).toInstant(ZoneOffset.UTC)),
                generator(Duration.class, r -> Duration.ofSeconds(r.nextLong(), r.nextInt(1_000_000_000))),
                generator(java.util.Date.class, r -> new java.util.Date(r.nextLong())),
                generator(java.sql.Timestamp.class, r -> timestamp(r.nextLong() >> 20, r.nextInt(1_000_000_000))),
                generator(
                        java.sql.Date.class,
                        r -> java.sql.Date.valueOf(
                                LocalDate.of(1 + r.nextInt(9999), 1, 1).plusDays(r.nextInt(365)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("generators")
    <T> void bringsBackRandomValues(Class<T> type, Function<Random, T> generator) {
        Random random = new Random(SEED);
        ValueCodec<T> codec = ValueCodecs.forType(type);
        for (int i = 0; i < 2000; i++) {
            T value = generator.apply(random);
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void hasEncodingsOfOneSizeForTypesOfFixedSizeSoThatLengthTellsNothing() {
        Map<Class<?>, Integer> documented = Map.ofEntries(
                Map.entry(Boolean.class, 1),
                Map.entry(Integer.class, 4),
                Map.entry(BigInteger.class, 16),
                Map.entry(BigDecimal.class, 20),
                Map.entry(Plain.class, 7),
                Map.entry(UUID.class, 16),
                Map.entry(Currency.class, 3),
                Map.entry(LocalDate.class, 8),
                Map.entry(LocalTime.class, 8),
                Map.entry(LocalDateTime.class, 16),
                Map.entry(ZoneOffset.class, 4),
                Map.entry(OffsetTime.class, 12),
                Map.entry(OffsetDateTime.class, 20),
                Map.entry(ZoneId.class, 40),
                Map.entry(ZonedDateTime.class, 60),
                Map.entry(Instant.class, 12),
                Map.entry(Duration.class, 12),
                Map.entry(Year.class, 4),
                Map.entry(YearMonth.class, 5),
                Map.entry(MonthDay.class, 2),
                Map.entry(java.util.Date.class, 8),
                Map.entry(java.sql.Timestamp.class, 12),
                Map.entry(java.sql.Date.class, 8),
                Map.entry(java.sql.Time.class, 8));
        extremes().forEach(arguments -> {
            Class<?> type = (Class<?>) arguments.get()[0];
            Integer size = documented.get(type);
            if (size != null && type != BigInteger.class && type != BigDecimal.class) {
                for (Object value : (List<?>) arguments.get()[1]) {
                    assertThat(encode(type, value)).as(type.getName()).hasSize(size);
                }
            }
        });
        for (String digits : List.of("0", "-1", "9".repeat(38), "-" + "9".repeat(38))) {
            assertThat(ValueCodecs.forType(BigInteger.class).encode(new BigInteger(digits)))
                    .hasSize(16);
            assertThat(ValueCodecs.forType(BigDecimal.class).encode(new BigDecimal(digits).movePointLeft(2)))
                    .hasSize(20);
        }
        assertThat(ValueCodecs.forType(BigDecimal.class).maxBytes(38)).isEqualTo(20);
    }

    @Test
    void announcesTheSpaceThatBigNumbersOfTheDeclaredPrecisionNeed() {
        for (int digits = 1; digits < 400; digits++) {
            BigInteger largest =
                    BigInteger.TEN.pow(digits).subtract(BigInteger.ONE).negate();
            ValueCodec<BigInteger> codec = ValueCodecs.forType(BigInteger.class);
            assertThat((long) codec.encode(largest).length).isEqualTo(codec.maxBytes(digits));
        }
    }

    @Test
    void writesTheDocumentedBytes() {
        assertThat(hex(Integer.class, -2)).isEqualTo("fffffffe");
        assertThat(hex(BigDecimal.class, new BigDecimal("-1.00")))
                .isEqualTo("00000002ffffffffffffffffffffffffffffff9c");
        assertThat(hex(Plain.class, Plain.A)).isEqualTo("41000000000000");
        assertThat(hex(LocalDate.class, LocalDate.of(1970, 1, 2))).isEqualTo("0000000000000001");
        assertThat(hex(Instant.class, Instant.EPOCH.minusNanos(1))).isEqualTo("ffffffffffffffff3b9ac9ff");
        assertThat(hex(YearMonth.class, YearMonth.of(2024, 12))).isEqualTo("000007e80c");
        assertThat(hex(String.class, "é")).isEqualTo("c3a9");
        assertThat(hex(UUID.class, UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")))
                .isEqualTo("00112233445566778899aabbccddeeff");
    }

    @Test
    void copiesBinaryDataBothWays() {
        ValueCodec<byte[]> bytes = ValueCodecs.forType(byte[].class);
        byte[] value = {0, -1, 5};
        assertThat(bytes.encode(value)).isEqualTo(value).isNotSameAs(value);
        assertThat(bytes.decode(value)).isEqualTo(value).isNotSameAs(value);
        ValueCodec<Byte[]> boxed = ValueCodecs.forType(Byte[].class);
        assertThat(boxed.decode(boxed.encode(new Byte[] {1, -1}))).containsExactly((byte) 1, (byte) -1);
        assertThatThrownBy(() -> boxed.encode(new Byte[] {1, null})).isInstanceOf(ValueEncodingException.class);
        ValueCodec<char[]> characters = ValueCodecs.forType(char[].class);
        assertThat(characters.decode(characters.encode("pä😀".toCharArray()))).isEqualTo("pä😀".toCharArray());
    }

    @Test
    void knowsPrimitivesAndConstantsWithBodies() {
        assertThat(ValueCodecs.forType(int.class).type()).isEqualTo(Integer.class);
        assertThat(ValueCodecs.forType(boolean.class).decode(new byte[] {1})).isTrue();
        Class<?> ofConstant = WithBodies.SECOND.getClass();
        assertThat(ValueCodecs.forType(ofConstant).type()).isEqualTo(WithBodies.class);
        assertThat(ValueCodecs.supports(ofConstant)).isTrue();
    }

    @Test
    void refusesTypesWithoutEncodingAndNamesThem() {
        assertThat(ValueCodecs.supports(Socket.class)).isFalse();
        assertThatThrownBy(() -> ValueCodecs.forType(Socket.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.net.Socket");
        assertThatThrownBy(() -> ValueCodecs.forType(List.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextWithUnpairedSurrogatesInsteadOfReplacingThem() {
        for (String text : List.of("\ud800", "a\udc00", "\ud800b", "\udc00\ud800", "ok\ud83d")) {
            assertThatThrownBy(() -> ValueCodecs.forType(String.class).encode(text))
                    .isInstanceOf(ValueEncodingException.class)
                    .hasMessageContaining("unpaired surrogate");
        }
    }

    @Test
    void readsEnumsThatWereWrittenBeforeALongerConstantWasAdded() {
        assertThat(ValueCodecs.forType(Plain.class).decode(new byte[] {'A', 0})).isEqualTo(Plain.A);
        assertThat(ValueCodecs.forType(Plain.class).maxBytes(255)).isEqualTo(255);
        assertThat(ValueCodecs.forType(Plain.class).maxBytes(3)).isEqualTo(7);
    }

    @Test
    void showsTheSameSqlDateAndTimeInAnotherTimeZone() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            byte[] date = encode(java.sql.Date.class, java.sql.Date.valueOf("1980-05-06"));
            byte[] time = encode(java.sql.Time.class, time("08:30:00", 7));
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            assertThat(ValueCodecs.forType(java.sql.Date.class).decode(date)).hasToString("1980-05-06");
            assertThat(ValueCodecs.forType(java.sql.Time.class).decode(time)).isEqualTo(time("08:30:00", 7));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static java.sql.Timestamp timestamp(long seconds, int nanos) {
        return java.sql.Timestamp.from(Instant.ofEpochSecond(seconds, nanos));
    }

    private static java.sql.Time time(String shown, int millis) {
        return new java.sql.Time(java.sql.Time.valueOf(shown).getTime() + millis);
    }

    private static BigInteger bigInteger(Random random) {
        return new BigInteger(random.nextInt(400), random).multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(30), 0, Character.MAX_CODE_POINT + 1)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .toArray();
        return new String(points, 0, points.length);
    }

    @SafeVarargs
    private static <T> Arguments values(Class<T> type, T... values) {
        return Arguments.of(type, Arrays.asList(values));
    }

    private static <T> Arguments generator(Class<T> type, Function<Random, T> generator) {
        return Arguments.of(type, generator);
    }

    private static <T> byte[] encode(Class<T> type, Object value) {
        return ValueCodecs.forType(type).encode(type.cast(value));
    }

    private static <T> String hex(Class<T> type, T value) {
        return HexFormat.of().formatHex(ValueCodecs.forType(type).encode(value));
    }
}
