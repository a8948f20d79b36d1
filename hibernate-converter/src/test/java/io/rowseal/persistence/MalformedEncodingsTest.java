package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no encoding, as a failure of a writer or a foreign key would leave them. */
class MalformedEncodingsTest {

    static Stream<Arguments> malformed() {
        return Stream.of(
                malformed(Boolean.class, "", "02", "0000"),
                malformed(Integer.class, "", "000000", "0000000000"),
                malformed(Float.class, "7fc00001", "ffc00000"),
                malformed(Double.class, "7ff8000000000001"),
                malformed(BigInteger.class, "", "00", "00".repeat(15), "00".repeat(32), "ff".repeat(32)),
                malformed(BigDecimal.class, "", "00000000", "00".repeat(19)),
                malformed(String.class, "ff", "c0af", "eda080", "c3"),
                malformed(ValueCodecsTest.Plain.class, "", "00", "42", "4100004100", "61"),
                malformed(Currency.class, "414141", "ffffff", "4555"),
                malformed(Locale.class, "", "64", "2d".repeat(16), "6465" + "00".repeat(30), "4445" + "00".repeat(14)),
                malformed(LocalDate.class, "7fffffffffffffff", "00"),
                malformed(LocalTime.class, "ffffffffffffffff", "00004e94914f0000"),
                malformed(ZoneOffset.class, "0000fd21"),
                malformed(
                        Instant.class,
                        "00000000000000003b9aca00",
                        "0000000000000000ffffffff",
                        "7fffffffffffffff00000000"),
                malformed(Duration.class, "00000000000000003b9aca00"),
                malformed(Year.class, "7fffffff"),
                malformed(YearMonth.class, "000007e80d", "000007e800"),
                malformed(MonthDay.class, "021e", "0d01"),
                malformed(ZoneId.class, "", "555443", "4e6f7765726" + "5" + "00".repeat(33)),
                malformed(
                        ZonedDateTime.class,
                        "00".repeat(20),
                        "00".repeat(60),
                        "ff".repeat(20) + "5a" + "00".repeat(39)),
                malformed(java.sql.Date.class, "7fffffff00000000"),
                malformed(java.sql.Time.class, "0000000000000001"),
                malformed(java.sql.Timestamp.class, "00000000000000003b9aca00", "7fffffffffffffff00000000"),
                malformed(UUID.class, "00".repeat(15)),
                malformed(URL.class, "", "61", "6e6f776865726565783a61", "ff"),
                malformed(URI.class, "20", "ff"),
                malformed(
                        InetAddress.class,
                        "",
                        "047f000001",
                        "057f000001" + "00".repeat(12),
                        "047f000001" + "00".repeat(11) + "01"),
                malformed(
                        TimeZone.class,
                        "",
                        "555443",
                        "00".repeat(40),
                        "4e6f7768657265" + "00".repeat(33),
                        "555443" + "00".repeat(77)),
                malformed(
                        Calendar.class,
                        "00".repeat(11),
                        "00".repeat(8) + "000401" + "555443" + "00".repeat(37),
                        "00".repeat(8) + "020801" + "555443" + "00".repeat(37),
                        "00".repeat(8) + "020402" + "555443" + "00".repeat(37)),
                malformed(Character[].class, "ff", "eda080"),
                malformed(boolean[].class, "", "000000", "0000000102", "00000001", "000000010000"),
                malformed(int[].class, "00000001", "00000000" + "00000001", "40000000", "ffffffff", "80000000"),
                malformed(float[].class, "000000017fc00001"),
                malformed(double[].class, "000000017ff8000000000001"),
                malformed(
                        String[].class,
                        "",
                        "00000001",
                        "ffffffff",
                        "7fffffff" + "00000000",
                        "00000001" + "fffffffe",
                        "00000001" + "00000002" + "61",
                        "00000001" + "00000001" + "61" + "00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void areRefusedWithoutQuotingThem(Class<?> type, List<String> encodings) {
        for (String encoded : encodings) {
            assertThatThrownBy(() ->
                            ValueCodecs.forType(type).decode(HexFormat.of().parseHex(encoded)))
                    .as(encoded)
                    .isInstanceOf(ValueEncodingException.class)
                    .hasNoCause()
                    .message()
                    .contains(type.getName())
                    .doesNotContain("Nowhere", "nowhere", "AAA", "9223372036854775807");
        }
    }

    private static Arguments malformed(Class<?> type, String... encodings) {
        return Arguments.of(type, List.of(encodings));
    }
}
