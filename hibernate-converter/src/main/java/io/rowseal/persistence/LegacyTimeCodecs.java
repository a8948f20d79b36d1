package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;

/**
 * The date types older than {@code java.time}. Those of a point in time are stored as such; {@link java.sql.Date} and {@link Time}
 * as the date and time of day that they show, so that a JVM in another time zone reads the same, as from a plain column.
 */
final class LegacyTimeCodecs {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private LegacyTimeCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new FixedSizeCodec<>(
                        "epoch-millis",
                        Date.class,
                        8,
                        (target, v) -> target.putLong(v.getTime()),
                        source -> new Date(source.getLong())),
                new FixedSizeCodec<>(
                        "instant", Timestamp.class, 12, LegacyTimeCodecs::putTimestamp, LegacyTimeCodecs::timestamp),
                new FixedSizeCodec<>("date", java.sql.Date.class, 8, LegacyTimeCodecs::putDate, LegacyTimeCodecs::date),
                new FixedSizeCodec<>("time", Time.class, 8, LegacyTimeCodecs::putTime, LegacyTimeCodecs::time));
    }

    private static void putTimestamp(ByteBuffer target, Timestamp value) {
        target.putLong(Math.floorDiv(value.getTime(), 1000L)).putInt(value.getNanos());
    }

    private static Timestamp timestamp(ByteBuffer source) {
        long seconds = source.getLong();
        int nanos = source.getInt();
        if (nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException();
        }
        // Timestamp.from(Instant) overflows without a word for instants that only an Instant can hold.
        Timestamp value = new Timestamp(Math.multiplyExact(seconds, 1000L));
        value.setNanos(nanos);
        return value;
    }

    private static void putDate(ByteBuffer target, java.sql.Date value) {
        target.putLong(withinEra(value.toLocalDate()).toEpochDay());
    }

    private static java.sql.Date date(ByteBuffer source) {
        return java.sql.Date.valueOf(withinEra(LocalDate.ofEpochDay(source.getLong())));
    }

    /** java.sql.Date counts years before 1 differently in its two directions. */
    private static LocalDate withinEra(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new ValueEncodingException(
                    "a java.sql.Date is stored for the years 1 to 9999: use java.time.LocalDate");
        }
        return date;
    }

    private static void putTime(ByteBuffer target, Time value) {
        long millis = Math.floorMod(value.getTime(), 1000L);
        target.putLong(value.toLocalTime().toNanoOfDay() + millis * NANOS_PER_MILLI);
    }

    private static Time time(ByteBuffer source) {
        long nanos = source.getLong();
        if (nanos % NANOS_PER_MILLI != 0) {
            throw new IllegalArgumentException();
        }
        LocalTime shown = LocalTime.ofNanoOfDay(nanos);
        return new Time(Time.valueOf(shown).getTime() + shown.getNano() / NANOS_PER_MILLI);
    }
}
