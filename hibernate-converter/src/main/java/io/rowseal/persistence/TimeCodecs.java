package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
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
import java.util.List;

/** The types of {@code java.time}, in nanoseconds and full range. */
final class TimeCodecs {

    /** Names of regions have at most 32 characters so far. */
    private static final int ZONE_STEP = 40;

    private static final int ZONED_PREFIX = 20;

    private TimeCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new FixedSizeCodec<>("date", LocalDate.class, 8, TimeCodecs::put, TimeCodecs::date),
                new FixedSizeCodec<>("time", LocalTime.class, 8, TimeCodecs::put, TimeCodecs::time),
                new FixedSizeCodec<>("date-time", LocalDateTime.class, 16, TimeCodecs::put, TimeCodecs::dateTime),
                new FixedSizeCodec<>("offset", ZoneOffset.class, 4, TimeCodecs::put, TimeCodecs::offset),
                new FixedSizeCodec<>(
                        "offset-time",
                        OffsetTime.class,
                        12,
                        (target, v) -> put(put(target, v.toLocalTime()), v.getOffset()),
                        source -> OffsetTime.of(time(source), offset(source))),
                new FixedSizeCodec<>(
                        "offset-date-time",
                        OffsetDateTime.class,
                        20,
                        (target, v) -> put(put(target, v.toLocalDateTime()), v.getOffset()),
                        source -> OffsetDateTime.of(dateTime(source), offset(source))),
                new FixedSizeCodec<>(
                        "instant",
                        Instant.class,
                        12,
                        (target, v) -> target.putLong(v.getEpochSecond()).putInt(v.getNano()),
                        source -> Instant.ofEpochSecond(source.getLong(), nanos(source))),
                new FixedSizeCodec<>(
                        "duration",
                        Duration.class,
                        12,
                        (target, v) -> target.putLong(v.getSeconds()).putInt(v.getNano()),
                        source -> Duration.ofSeconds(source.getLong(), nanos(source))),
                new FixedSizeCodec<>(
                        "year",
                        Year.class,
                        4,
                        (target, v) -> target.putInt(v.getValue()),
                        source -> Year.of(source.getInt())),
                new FixedSizeCodec<>(
                        "year-month",
                        YearMonth.class,
                        5,
                        (target, v) -> target.putInt(v.getYear()).put((byte) v.getMonthValue()),
                        source -> YearMonth.of(source.getInt(), source.get())),
                new FixedSizeCodec<>(
                        "month-day",
                        MonthDay.class,
                        2,
                        (target, v) -> target.put((byte) v.getMonthValue()).put((byte) v.getDayOfMonth()),
                        source -> MonthDay.of(source.get(), source.get())),
                new VariableSizeCodec<>(
                        "zone",
                        ZoneId.class,
                        v -> PaddedText.toMultiple(v.getId(), ZONE_STEP),
                        encoded -> zone(encoded, 0, ZoneId.class),
                        TimeCodecs::zoneBytes),
                new VariableSizeCodec<>(
                        "zoned-date-time",
                        ZonedDateTime.class,
                        TimeCodecs::zoned,
                        TimeCodecs::zoned,
                        length -> ZONED_PREFIX + zoneBytes(length)));
    }

    private static ByteBuffer put(ByteBuffer target, LocalDate value) {
        return target.putLong(value.toEpochDay());
    }

    private static LocalDate date(ByteBuffer source) {
        return LocalDate.ofEpochDay(source.getLong());
    }

    private static ByteBuffer put(ByteBuffer target, LocalTime value) {
        return target.putLong(value.toNanoOfDay());
    }

    private static LocalTime time(ByteBuffer source) {
        return LocalTime.ofNanoOfDay(source.getLong());
    }

    private static ByteBuffer put(ByteBuffer target, LocalDateTime value) {
        return put(put(target, value.toLocalDate()), value.toLocalTime());
    }

    private static LocalDateTime dateTime(ByteBuffer source) {
        return LocalDateTime.of(date(source), time(source));
    }

    private static ByteBuffer put(ByteBuffer target, ZoneOffset value) {
        return target.putInt(value.getTotalSeconds());
    }

    private static ZoneOffset offset(ByteBuffer source) {
        return ZoneOffset.ofTotalSeconds(source.getInt());
    }

    /** Larger values would be carried into the seconds: a second spelling of another value. */
    private static int nanos(ByteBuffer source) {
        int nanos = source.getInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException();
        }
        return nanos;
    }

    private static byte[] zoned(ZonedDateTime value) {
        byte[] zone = PaddedText.toMultiple(value.getZone().getId(), ZONE_STEP);
        ByteBuffer target = ByteBuffer.allocate(ZONED_PREFIX + zone.length);
        put(put(target, value.toLocalDateTime()), value.getOffset()).put(zone);
        return target.array();
    }

    private static ZonedDateTime zoned(byte[] encoded) {
        ZoneId zone = zone(encoded, ZONED_PREFIX, ZonedDateTime.class);
        ByteBuffer source = ByteBuffer.wrap(encoded);
        try {
            // Keeps the instant if the rules of the zone have changed since it was written.
            return ZonedDateTime.ofInstant(dateTime(source), offset(source), zone);
        } catch (DateTimeException e) {
            throw new ValueEncodingException(Refusals.notA(ZonedDateTime.class) + ": a field is out of range");
        }
    }

    private static ZoneId zone(byte[] encoded, int offset, Class<?> type) {
        if (encoded.length <= offset || (encoded.length - offset) % ZONE_STEP != 0) {
            throw new ValueEncodingException(Refusals.notA(type) + ": they have a wrong length");
        }
        String name = PaddedText.read(encoded, offset, type);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new ValueEncodingException(
                    Refusals.notA(type) + ": this JVM does not know the time zone (update its time zone data)");
        }
    }

    private static long zoneBytes(int declaredLength) {
        return 2L * ZONE_STEP;
    }
}
