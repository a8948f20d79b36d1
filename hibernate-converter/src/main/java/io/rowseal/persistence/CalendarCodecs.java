package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;

/** Time zones, and calendars with all that {@code equals} compares. */
final class CalendarCodecs {

    /** As of {@code java.time.ZoneId}. */
    private static final int ZONE_STEP = 40;

    private static final int CALENDAR_PREFIX = 11;

    private CalendarCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new VariableSizeCodec<>(
                        "time-zone",
                        TimeZone.class,
                        CalendarCodecs::zone,
                        encoded -> zone(encoded, 0, TimeZone.class),
                        length -> 2L * ZONE_STEP),
                new VariableSizeCodec<>(
                        "calendar",
                        Calendar.class,
                        CalendarCodecs::calendar,
                        CalendarCodecs::calendar,
                        length -> CALENDAR_PREFIX + 2L * ZONE_STEP));
    }

    private static byte[] zone(TimeZone value) {
        if (!value.equals(TimeZone.getTimeZone(value.getID()))) {
            throw new ValueEncodingException(
                    "the time zone is none that its id names: use TimeZone.getTimeZone(id), or java.time.ZoneId");
        }
        return PaddedText.toMultiple(value.getID(), ZONE_STEP);
    }

    private static TimeZone zone(byte[] encoded, int offset, Class<?> type) {
        if (encoded.length <= offset || (encoded.length - offset) % ZONE_STEP != 0) {
            throw new ValueEncodingException(Refusals.notA(type) + ": they have a wrong length");
        }
        String id = PaddedText.read(encoded, offset, type);
        TimeZone value = TimeZone.getTimeZone(id);
        if (!value.getID().equals(id)) {
            throw new ValueEncodingException(
                    Refusals.notA(type) + ": this JVM does not know the time zone (update its time zone data)");
        }
        byte[] again = PaddedText.toMultiple(id, ZONE_STEP);
        if (!Arrays.equals(again, 0, again.length, encoded, offset, encoded.length)) {
            throw new ValueEncodingException(Refusals.notA(type) + ": the time zone is padded wrongly");
        }
        return value;
    }

    private static byte[] calendar(Calendar value) {
        if (value.getClass() != GregorianCalendar.class
                || ((GregorianCalendar) value).getGregorianChange().getTime()
                        != new GregorianCalendar().getGregorianChange().getTime()) {
            throw new ValueEncodingException(
                    "only a GregorianCalendar with the usual Gregorian change has an encoding: use"
                            + " java.time.ZonedDateTime");
        }
        byte[] zone = zone(value.getTimeZone());
        return ByteBuffer.allocate(CALENDAR_PREFIX + zone.length)
                .putLong(value.getTimeInMillis())
                .put((byte) value.getFirstDayOfWeek())
                .put((byte) value.getMinimalDaysInFirstWeek())
                .put((byte) (value.isLenient() ? 1 : 0))
                .put(zone)
                .array();
    }

    private static Calendar calendar(byte[] encoded) {
        TimeZone zone = zone(encoded, CALENDAR_PREFIX, Calendar.class);
        ByteBuffer source = ByteBuffer.wrap(encoded);
        long millis = source.getLong();
        byte firstDay = source.get();
        byte minimalDays = source.get();
        byte lenient = source.get();
        if (firstDay < 1 || firstDay > 7 || minimalDays < 1 || minimalDays > 7 || lenient < 0 || lenient > 1) {
            throw new ValueEncodingException(Refusals.notA(Calendar.class) + ": a field is out of range");
        }
        Calendar value = new GregorianCalendar(zone);
        value.setTimeInMillis(millis);
        value.setFirstDayOfWeek(firstDay);
        value.setMinimalDaysInFirstWeek(minimalDays);
        value.setLenient(lenient == 1);
        return value;
    }
}
