package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressAndArrayCodecsTest {

    private static final String MAPPED = "00000000000000000000ffff01020304";

    static Stream<Arguments> extremes() throws Exception {
        return Stream.of(
                values(
                        URL.class,
                        new URL("http://EXAMPLE.org:80/a b?q=%20#x"),
                        new URL("file:/"),
                        new URL("http://ä/😀")),
                values(URI.class, new URI(""), new URI("mailto:a@b"), new URI("HTTP://a/%e4"), new URI("http://a/ä")),
                values(
                        InetAddress.class,
                        ip("00000000"),
                        ip("ffffffff"),
                        ip("00".repeat(16)),
                        ip("ff".repeat(16)),
                        Inet6Address.getByAddress(null, HexFormat.of().parseHex(MAPPED), -1)),
                values(
                        TimeZone.class,
                        TimeZone.getTimeZone("UTC"),
                        TimeZone.getTimeZone("Europe/Berlin"),
                        TimeZone.getTimeZone("GMT-23:59")),
                values(
                        Calendar.class,
                        calendar(Long.MIN_VALUE, "UTC"),
                        calendar(Long.MAX_VALUE, "Asia/Kolkata"),
                        calendar(0, "Europe/Berlin")),
                values(Character[].class, new Character[0], new Character[] {'a', '\ud83d', '\ude00'}),
                values(boolean[].class, new boolean[0], new boolean[] {true, false}),
                values(short[].class, new short[0], new short[] {Short.MIN_VALUE, Short.MAX_VALUE}),
                values(int[].class, new int[0], new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE}, new int[262_144]),
                values(long[].class, new long[0], new long[] {Long.MIN_VALUE, Long.MAX_VALUE}),
                values(float[].class, new float[0], new float[] {Float.NaN, -0.0f}, new float[] {0.0f}),
                values(double[].class, new double[0], new double[] {Double.NaN, -0.0}, new double[] {0.0}),
                values(String[].class, new String[0], new String[] {null, "", "😀"}, new String[] {"", null, "😀"}),
                values(Integer[].class, new Integer[0], new Integer[] {null, 0, -1}),
                values(Boolean[].class, new Boolean[] {null}, new Boolean[] {false}),
                values(UUID[].class, new UUID[0], new UUID[] {new UUID(1, 2), null}),
                values(LocalDate[].class, new LocalDate[] {LocalDate.MIN, LocalDate.MAX}),
                values(BigDecimal[].class, new BigDecimal[] {new BigDecimal("1.00"), null}),
                values(DayOfWeek[].class, new DayOfWeek[] {DayOfWeek.MONDAY, null}),
                values(byte[][].class, new byte[0][], new byte[][] {{}, null, {1}}),
                values(int[][].class, new int[][] {{1, 2}, {}}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("extremes")
    <T> void bringsBackEveryExtremeInOneEncodingWithinTheAnnouncedLength(Class<T> type, List<T> values) {
        ValueCodec<T> codec = ValueCodecs.forType(type);
        assertThat(ValueCodecs.supports(type)).isTrue();
        assertThat(codec.type()).isEqualTo(type);
        for (T value : values) {
            byte[] encoded = codec.encode(value);
            // equals of URL would ask a name server.
            assertThat((Object) (value instanceof URL ? codec.decode(encoded).toString() : codec.decode(encoded)))
                    .isEqualTo(value instanceof URL ? value.toString() : value);
            assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
            assertThat((long) encoded.length).isLessThanOrEqualTo(codec.maxBytes(262_144));
            byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
            if (type != URL.class && type != URI.class && type != Character[].class) {
                assertThatThrownBy(() -> codec.decode(longer)).isInstanceOf(ValueEncodingException.class);
            }
        }
        assertThat(values.stream().map(codec::encode).map(HexFormat.of()::formatHex))
                .doesNotHaveDuplicates();
    }

    @Test
    void writesTheDocumentedBytes() throws Exception {
        assertThat(hex(URL.class, new URL("http://a/é"))).isEqualTo("687474703a2f2f612fc3a9");
        assertThat(hex(URI.class, new URI("urn:a"))).isEqualTo("75726e3a61");
        assertThat(hex(InetAddress.class, ip("7f000001"))).isEqualTo("047f000001" + "00".repeat(12));
        assertThat(hex(InetAddress.class, ip("00".repeat(15) + "01"))).isEqualTo("06" + "00".repeat(15) + "01");
        assertThat(hex(TimeZone.class, TimeZone.getTimeZone("UTC"))).isEqualTo("555443" + "00".repeat(37));
        assertThat(hex(Calendar.class, calendar(-1, "UTC")))
                .isEqualTo("ffffffffffffffff" + "020401" + "555443" + "00".repeat(37));
        assertThat(hex(Character[].class, new Character[] {'a', 'é'})).isEqualTo("61c3a9");
        assertThat(hex(boolean[].class, new boolean[] {true, false})).isEqualTo("000000020100");
        assertThat(hex(short[].class, new short[] {-2})).isEqualTo("00000001fffe");
        assertThat(hex(int[].class, new int[] {1, -1})).isEqualTo("0000000200000001ffffffff");
        assertThat(hex(long[].class, new long[] {2})).isEqualTo("000000010000000000000002");
        assertThat(hex(float[].class, new float[] {1})).isEqualTo("000000013f800000");
        assertThat(hex(double[].class, new double[] {1})).isEqualTo("000000013ff0000000000000");
        assertThat(hex(String[].class, new String[] {"a", null, ""}))
                .isEqualTo("00000003" + "0000000161" + "ffffffff" + "00000000");
        assertThat(hex(Integer[].class, new Integer[] {5})).isEqualTo("00000001" + "00000004" + "00000005");
    }

    @Test
    void hasOneSizeForAddressesAndUsualCalendarsSoThatLengthTellsNothing() throws Exception {
        assertThat(ValueCodecs.forType(InetAddress.class).encode(ip("7f000001")))
                .hasSize(17);
        assertThat(ValueCodecs.forType(InetAddress.class).encode(ip("01".repeat(16))))
                .hasSize(17);
        for (String id : TimeZone.getAvailableIDs()) {
            assertThat(ValueCodecs.forType(TimeZone.class).encode(TimeZone.getTimeZone(id)))
                    .hasSize(40);
        }
        assertThat(ValueCodecs.forType(Calendar.class).encode(calendar(0, "Europe/Berlin")))
                .hasSize(51);
    }

    @Test
    void refusesValuesThatWouldComeBackAsOthers() {
        GregorianCalendar julian = (GregorianCalendar) calendar(0, "UTC");
        julian.setGregorianChange(new Date(Long.MAX_VALUE));
        refuses(Calendar.class, julian, "java.time.ZonedDateTime");
        Calendar buddhist = new Calendar.Builder().setCalendarType("buddhist").build();
        refuses(Calendar.class, buddhist, "java.time.ZonedDateTime");
        refuses(TimeZone.class, new SimpleTimeZone(3_600_000, "Europe/Berlin"), "TimeZone.getTimeZone");
        refuses(Character[].class, new Character[] {'a', null}, "use String");
        refuses(Character[].class, new Character[] {'\ud800'}, "unpaired surrogate");
        refuses(String[].class, new String[] {"\ud800"}, "unpaired surrogate");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Blob.class,
                Clob.class,
                NClob.class,
                InputStream.class,
                Class.class,
                Object.class,
                Serializable.class,
                Optional.class,
                Object[].class
            })
    void refusesTypesThatMakeNoSenseAndSaysWhatToUse(Class<?> type) {
        assertThat(ValueCodecs.supports(type)).isFalse();
        assertThatThrownBy(() -> ValueCodecs.forType(type))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .containsAnyOf("use byte[]", "use String", "store its name as String", "declare the");
    }

    private static <T> void refuses(Class<T> type, T value, String wayOut) {
        assertThatThrownBy(() -> ValueCodecs.forType(type).encode(value))
                .isInstanceOf(ValueEncodingException.class)
                .hasMessageContaining(wayOut);
    }

    private static InetAddress ip(String hex) throws Exception {
        return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
    }

    private static Calendar calendar(long millis, String zone) {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
        calendar.setTimeInMillis(millis);
        calendar.setFirstDayOfWeek(Calendar.MONDAY);
        calendar.setMinimalDaysInFirstWeek(4);
        return calendar;
    }

    @SafeVarargs
    private static <T> Arguments values(Class<T> type, T... values) {
        return Arguments.of(type, Arrays.asList(values));
    }

    private static <T> String hex(Class<T> type, T value) {
        return HexFormat.of().formatHex(ValueCodecs.forType(type).encode(value));
    }
}
