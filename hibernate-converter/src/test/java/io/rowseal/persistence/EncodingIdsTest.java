package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ids of encodings, and that no value of one is read as another. They never change. */
class EncodingIdsTest {

    private static final byte[] NO_PREFIX = {};

    /** A type, its id, and a value whose bytes other types of the same width would accept. */
    private record Typed(Class<?> type, String id, Object value) {}

    private static final List<Typed> TYPES = List.of(
            new Typed(Boolean.class, "bool", true),
            new Typed(Byte.class, "i8", (byte) 1),
            new Typed(Short.class, "i16", (short) 257),
            new Typed(Integer.class, "i32", 1),
            new Typed(Long.class, "i64", 1L),
            new Typed(Character.class, "char", 'A'),
            new Typed(Float.class, "f32", 1f),
            new Typed(Double.class, "f64", 1d),
            new Typed(BigInteger.class, "integer", BigInteger.ONE),
            new Typed(BigDecimal.class, "decimal", BigDecimal.ONE),
            new Typed(String.class, "utf8", "FRIDAY"),
            new Typed(char[].class, "utf8", "EUR".toCharArray()),
            new Typed(Character[].class, "utf8", new Character[] {'M', 'A', 'Y'}),
            new Typed(byte[].class, "bytes", new byte[] {0, 0, 0, 1}),
            new Typed(Byte[].class, "bytes", new Byte[] {65}),
            new Typed(DayOfWeek.class, "enum", DayOfWeek.FRIDAY),
            new Typed(Month.class, "enum", Month.MAY),
            new Typed(UUID.class, "uuid", new UUID(1, 2)),
            new Typed(Currency.class, "currency", Currency.getInstance("EUR")),
            new Typed(Locale.class, "locale", Locale.GERMANY),
            new Typed(LocalDate.class, "date", LocalDate.EPOCH),
            new Typed(LocalTime.class, "time", LocalTime.NOON),
            new Typed(LocalDateTime.class, "date-time", LocalDateTime.of(2000, 1, 1, 0, 0)),
            new Typed(ZoneOffset.class, "offset", ZoneOffset.UTC),
            new Typed(OffsetTime.class, "offset-time", OffsetTime.of(LocalTime.NOON, ZoneOffset.UTC)),
            new Typed(
                    OffsetDateTime.class,
                    "offset-date-time",
                    OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC)),
            new Typed(ZoneId.class, "zone", ZoneId.of("UTC")),
            new Typed(
                    ZonedDateTime.class, "zoned-date-time", ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneId.of("UTC"))),
            new Typed(Instant.class, "instant", Instant.EPOCH),
            new Typed(Duration.class, "duration", Duration.ofSeconds(1)),
            new Typed(Year.class, "year", Year.of(2000)),
            new Typed(YearMonth.class, "year-month", YearMonth.of(2000, 1)),
            new Typed(MonthDay.class, "month-day", MonthDay.of(1, 1)),
            new Typed(TimeZone.class, "time-zone", TimeZone.getTimeZone("UTC")),
            new Typed(Calendar.class, "calendar", Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT)),
            new Typed(Date.class, "epoch-millis", new Date(0)),
            new Typed(Timestamp.class, "instant", new Timestamp(0)),
            new Typed(java.sql.Date.class, "date", java.sql.Date.valueOf("2000-01-01")),
            new Typed(Time.class, "time", Time.valueOf("12:00:00")),
            new Typed(InetAddress.class, "inet", InetAddress.getLoopbackAddress()),
            new Typed(URL.class, "url", url()),
            new Typed(URI.class, "uri", URI.create("http://example.org/")),
            new Typed(boolean[].class, "bool[]", new boolean[0]),
            new Typed(short[].class, "i16[]", new short[0]),
            new Typed(int[].class, "i32[]", new int[0]),
            new Typed(long[].class, "i64[]", new long[0]),
            new Typed(float[].class, "f32[]", new float[0]),
            new Typed(double[].class, "f64[]", new double[0]),
            new Typed(Integer[].class, "array(i32)", new Integer[] {1}),
            new Typed(Float[].class, "array(f32)", new Float[] {1f}),
            new Typed(String[].class, "array(utf8)", new String[] {"MAY"}),
            new Typed(Month[].class, "array(enum)", new Month[] {Month.MAY}),
            new Typed(String[][].class, "array(array(utf8))", new String[0][]),
            new Typed(int[][].class, "array(i32[])", new int[0][]),
            new Typed(byte[][].class, "array(bytes)", new byte[0][]));

    @Test
    void theIdsAreThoseThatWereSpecified() {
        for (Typed each : TYPES) {
            assertThat(ValueCodecs.forType(each.type()).encodingId()).isEqualTo(each.id());
        }
        assertThat(ValueCodecs.forType(int.class).encodingId()).isEqualTo("i32");
        assertThat(ValueCodecs.json(Map.class).encodingId()).isEqualTo("json");
    }

    @Test
    void thePageListsEachId() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "value-encodings.md"));
        for (Typed each : TYPES) {
            String id = each.id().startsWith("array(") ? "array(" : each.id();
            assertThat(rows).anyMatch(row -> row.startsWith("| ") && row.split("\\|", -1)[2].contains("`" + id + "`"));
        }
    }

    @Test
    void everyTypeThatIsEncodedIsHere() {
        List<Class<?>> listed = new ArrayList<>();
        TYPES.forEach(each -> listed.add(each.type()));
        assertThat(listed).containsAll(ValueCodecs.types());
    }

    @Test
    void f02a_everyPairOfTypesWithDifferentIdsRefuses() {
        try (KeyRing ring = KeyRing.builder()
                        .masterKeyStore(new InMemoryMasterKeyStore())
                        .kekStore(new InMemoryKekStore())
                        .build();
                TableKeys keys = TableKeys.of(ring, "default", "t")) {
            RowKey row = keys.newRowKey();
            Map<Typed, byte[]> cells = new LinkedHashMap<>();
            TYPES.forEach(each -> cells.put(each, cell(row, each)));
            cells.forEach((stored, cell) -> TYPES.forEach(mapped -> {
                if (stored.id().equals(mapped.id())) {
                    assertThat(keys.open(column(mapped), cell)).isEqualTo(encoded(stored));
                } else {
                    assertThatThrownBy(() -> keys.open(column(mapped), cell))
                            .as("%s read as %s", stored, mapped)
                            .isInstanceOf(TamperedException.class);
                }
            }));
        }
    }

    @Test
    void f02a_everyPairOfConvertersWithDifferentIdsRefuses() {
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            for (Typed stored : TYPES) {
                byte[] sealed = converter(ring, stored).write(stored.value());
                for (Typed mapped : TYPES) {
                    if (!stored.id().equals(mapped.id())) {
                        assertThatThrownBy(() -> converter(ring, mapped).convertToEntityAttribute(sealed))
                                .as("%s read as %s", stored, mapped)
                                .isInstanceOf(WrongContextException.class);
                    }
                }
            }
        }
    }

    /** Types that share an id read each other's values, or refuse what they cannot hold. */
    @Test
    void typesWithOneIdHaveOneMeaning() {
        LocalDate date = LocalDate.of(2001, 2, 3);
        assertThat(read(LocalDate.class, date, java.sql.Date.class)).isEqualTo(java.sql.Date.valueOf(date));
        Instant instant = Instant.parse("2001-02-03T04:05:06.123456789Z");
        assertThat(read(Instant.class, instant, Timestamp.class)).isEqualTo(Timestamp.from(instant));
        LocalTime time = LocalTime.of(1, 2, 3, 4_000_000);
        assertThat(((Time) read(LocalTime.class, time, Time.class)).toLocalTime())
                .isEqualTo(time.withNano(0));
        assertThatThrownBy(() -> read(LocalTime.class, LocalTime.of(1, 2, 3, 4), Time.class))
                .isInstanceOf(RowsealException.class);
        assertThatThrownBy(() -> read(LocalDate.class, LocalDate.of(10_000, 1, 1), java.sql.Date.class))
                .isInstanceOf(RowsealException.class);
        assertThatThrownBy(() -> read(Instant.class, Instant.MAX, Timestamp.class))
                .isInstanceOf(RowsealException.class);
    }

    private static <T> Object read(Class<T> stored, T value, Class<?> mapped) {
        return ValueCodecs.forType(mapped).decode(ValueCodecs.forType(stored).encode(value));
    }

    private static byte[] cell(RowKey row, Typed each) {
        byte[] block = row.block();
        byte[] cell = row.seal(column(each), NO_PREFIX, encoded(each));
        byte[] stored = java.util.Arrays.copyOf(block, block.length + cell.length);
        System.arraycopy(cell, 0, stored, block.length, cell.length);
        return stored;
    }

    private static Column column(Typed each) {
        return Column.binary("c").typed(ValueCodecs.forType(each.type()).encodingId());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static byte[] encoded(Typed each) {
        return ((ValueCodec) ValueCodecs.forType(each.type())).encode(each.value());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Converter<Object> converter(KeyRing ring, Typed each) {
        return new Converter(each.type(), ring);
    }

    private static final class Converter<T> extends EncryptedConverter<T> {

        private final KeyRing ring;

        Converter(Class<T> type, KeyRing ring) {
            super(type, "t", "c");
            this.ring = ring;
        }

        byte[] write(T value) {
            byte[] sealed = convertToDatabaseColumn(value);
            if (sealed == null) {
                throw new AssertionError("null");
            }
            return sealed;
        }

        @Override
        protected KeyRing keyRing() {
            return ring;
        }
    }

    private static URL url() {
        try {
            return URI.create("http://example.org/").toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
