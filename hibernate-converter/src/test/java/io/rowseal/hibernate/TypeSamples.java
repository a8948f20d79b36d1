package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.persistence.ValueEncodingException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.sql.Timestamp;
import java.time.DayOfWeek;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Values of the attributes of {@link EveryType}. */
final class TypeSamples {

    private static final String EMOJI = "a😀e\u0301";
    private static final String LONE_SURROGATE = "x\ud800";

    static final List<String> OF_FIXED_SIZE = List.of(
            "flagged",
            "octet",
            "smallNumber",
            "wholeNumber",
            "largeNumber",
            "letter",
            "singleNumber",
            "realNumber",
            "weekday",
            "uniqueId",
            "currencyUnit",
            "onDay",
            "daytime",
            "moment",
            "offsetMoment",
            "offsetDaytime",
            "zoneOffset",
            "monthOfYear",
            "birthday",
            "sqlTimestamp",
            "sqlDate",
            "sqlTime",
            "zonedMoment",
            "instantly",
            "lasting",
            "anno",
            "zoneId",
            "timeZone",
            "calendar",
            "onDate",
            "ipAddress");

    record Sample(String attribute, Object value) {

        /** Without the value, which can be long. */
        @Override
        public String toString() {
            // The decimal digits of a large number take long.
            String text = value instanceof BigInteger number ? number.bitLength() + " bits" : String.valueOf(value);
            // Reports of tests lose what follows a lone surrogate.
            return attribute + " "
                    + text.substring(0, Math.min(40, text.length())).replaceAll("[^ -~]", "?");
        }
    }

    private TypeSamples() {}

    static List<Sample> accepted() {
        List<Sample> samples = new ArrayList<>();
        add(samples, "flagged", true, false);
        add(samples, "octet", Byte.MIN_VALUE, Byte.MAX_VALUE);
        add(samples, "smallNumber", Short.MIN_VALUE, Short.MAX_VALUE);
        add(samples, "wholeNumber", Integer.MIN_VALUE, Integer.MAX_VALUE);
        add(samples, "largeNumber", Long.MIN_VALUE, Long.MAX_VALUE);
        add(samples, "letter", '\0', '\uffff', '\ud800');
        add(samples, "singleNumber", Float.NaN, -0.0f, Float.MAX_VALUE);
        add(samples, "realNumber", Double.NaN, -0.0, Double.MIN_VALUE);
        add(
                samples,
                "bigInteger",
                BigInteger.ZERO,
                BigInteger.TEN.pow(38).negate().add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(8 * EveryType.LONG - 1).negate());
        add(samples, "bigDecimal", new BigDecimal("0.00"), new BigDecimal("-99999999999999999999999999999999999.999"));
        add(samples, "words", "", "\0", EMOJI, "€".repeat(EveryType.LONG));
        add(samples, "padded", "", "\0", "\u0080", EMOJI, "x".repeat(63), "x".repeat(64), "€".repeat(EveryType.LONG));
        add(
                samples,
                "letters",
                new char[0],
                EMOJI.toCharArray(),
                "€".repeat(EveryType.LONG).toCharArray());
        add(samples, "bytes", new byte[0], new byte[] {0, -128, 127}, new byte[EveryType.LONG]);
        add(samples, "weekday", (Object[]) DayOfWeek.values());
        add(samples, "uniqueId", new UUID(0, 0), new UUID(-1, -1));
        add(samples, "currencyUnit", Currency.getInstance("EUR"), Currency.getInstance("XXX"));
        add(
                samples,
                "language",
                Locale.ROOT,
                Locale.GERMANY,
                Locale.forLanguageTag("zh-Hant-TW-u-co-stroke-nu-hanidec"));
        add(samples, "onDay", LocalDate.MIN, LocalDate.EPOCH, LocalDate.of(2024, 2, 29), LocalDate.MAX);
        add(samples, "daytime", LocalTime.MIN, LocalTime.MAX);
        add(samples, "moment", LocalDateTime.MIN, LocalDateTime.MAX);
        add(samples, "offsetMoment", OffsetDateTime.MIN, OffsetDateTime.MAX);
        add(
                samples,
                "zonedMoment",
                ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]"),
                ZonedDateTime.parse("-999999999-01-01T00:00Z"));
        add(samples, "offsetDaytime", OffsetTime.MIN, OffsetTime.MAX);
        add(samples, "zoneOffset", ZoneOffset.MIN, ZoneOffset.MAX, ZoneOffset.UTC);
        add(samples, "monthOfYear", YearMonth.of(Year.MIN_VALUE, 1), YearMonth.of(Year.MAX_VALUE, 12));
        add(samples, "birthday", MonthDay.of(1, 1), MonthDay.of(2, 29), MonthDay.of(12, 31));
        add(
                samples,
                "sqlTimestamp",
                Timestamp.valueOf("0001-01-01 00:00:00"),
                Timestamp.valueOf("9999-12-31 23:59:59.999999999"));
        add(samples, "sqlDate", java.sql.Date.valueOf("0001-01-01"), java.sql.Date.valueOf("9999-12-31"));
        add(samples, "sqlTime", java.sql.Time.valueOf("00:00:00"), java.sql.Time.valueOf("23:59:59"));
        add(samples, "instantly", Instant.MIN, Instant.MAX);
        add(samples, "lasting", Duration.ofSeconds(Long.MIN_VALUE), Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        add(samples, "anno", Year.of(Year.MIN_VALUE), Year.of(Year.MAX_VALUE));
        add(samples, "zoneId", ZoneOffset.UTC, ZoneId.of("America/Argentina/ComodRivadavia"));
        add(samples, "timeZone", TimeZone.getTimeZone("UTC"), TimeZone.getTimeZone("America/Argentina/ComodRivadavia"));
        add(samples, "calendar", calendar(Long.MIN_VALUE, "UTC"), calendar(Long.MAX_VALUE, "Europe/Berlin"));
        add(samples, "onDate", new Date(Long.MIN_VALUE), new Date(Long.MAX_VALUE));
        add(samples, "ipAddress", address("00000000"), address("ff".repeat(16)));
        add(
                samples,
                "url",
                url("http://example.invalid/a?b=ä#😀"),
                url("file:/"),
                url("file:/" + "ä".repeat(EveryType.LONG - 6)));
        add(
                samples,
                "uri",
                URI.create(""),
                URI.create("mailto:ada@example.org"),
                URI.create("http://a/ä#😀"),
                URI.create("a".repeat(EveryType.LONG)));
        add(samples, "flags", new boolean[0], new boolean[] {true, false}, new boolean[EveryType.LONG]);
        add(
                samples,
                "smalls",
                new short[0],
                new short[] {Short.MIN_VALUE, Short.MAX_VALUE},
                new short[EveryType.LONG / 2]);
        add(
                samples,
                "numbers",
                new int[0],
                new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
                new int[EveryType.LONG / 4]);
        add(samples, "larges", new long[0], new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, new long[EveryType.LONG / 8]);
        add(samples, "singles", new float[0], new float[] {Float.NaN, -0.0f}, new float[EveryType.LONG / 4]);
        add(samples, "reals", new double[0], new double[] {Double.NaN, -0.0}, new double[EveryType.LONG / 8]);
        add(
                samples,
                "texts",
                new String[0],
                new String[] {null, "", EMOJI},
                new String[] {null},
                filled(new String[EveryType.LONG_TEXTS], "€".repeat(255)));
        add(
                samples,
                "boxedNumbers",
                new Integer[0],
                new Integer[] {null, Integer.MIN_VALUE},
                filled(new Integer[EveryType.LONG / 4], 1));
        add(
                samples,
                "uuids",
                new UUID[0],
                new UUID[] {new UUID(1, 2), null},
                filled(new UUID[EveryType.LONG / 16], new UUID(3, 4)));
        add(
                samples,
                "weekdays",
                new DayOfWeek[0],
                new DayOfWeek[] {DayOfWeek.SUNDAY, null},
                filled(new DayOfWeek[EveryType.LONG / 4], DayOfWeek.MONDAY));
        add(
                samples,
                "note",
                new EveryType.Note(null, 0, null),
                new EveryType.Note("", Integer.MIN_VALUE, List.of()),
                new EveryType.Note(EMOJI, Integer.MAX_VALUE, List.of(LONE_SURROGATE)),
                new EveryType.Note("€".repeat(EveryType.LONG), 1, List.of("")));
        return samples;
    }

    static List<Sample> refused() {
        return List.of(
                new Sample("words", LONE_SURROGATE),
                new Sample("padded", LONE_SURROGATE),
                new Sample("letters", LONE_SURROGATE.toCharArray()),
                new Sample("texts", new String[] {LONE_SURROGATE}),
                new Sample("url", url("file:/" + LONE_SURROGATE)));
    }

    /** Arrays by their elements, a URL by its text: its equals would ask a name server. */
    static Object comparable(Object value) {
        if (value instanceof URL) {
            return value.toString();
        }
        return value != null && value.getClass().isArray() ? Arrays.deepToString(new Object[] {value}) : value;
    }

    static void assertRefused(Sample sample, ThrowingCallable write) {
        Throwable thrown = catchThrowable(write);
        while (thrown != null && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        assertThat(thrown).as(sample.toString()).isInstanceOf(ValueEncodingException.class);
    }

    private static void add(List<Sample> samples, String attribute, Object... values) {
        samples.add(new Sample(attribute, null));
        for (Object value : values) {
            samples.add(new Sample(attribute, value));
        }
    }

    private static <T> T[] filled(T[] array, T element) {
        Arrays.fill(array, element);
        return array;
    }

    private static Calendar calendar(long millis, String zone) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        calendar.setTimeInMillis(millis);
        return calendar;
    }

    private static InetAddress address(String hex) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(String text) {
        try {
            return new URL(text);
        } catch (java.net.MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
