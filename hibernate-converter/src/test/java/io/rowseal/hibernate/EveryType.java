package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
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
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.UUID;

/** One attribute of each type, except {@code Byte[]} and {@code Character[]}, which Hibernate refuses unless a setting allows them. */
@Entity
@Table(name = "every_type")
class EveryType {

    static final int LONG = 1 << 20;

    /** Of a number of 1 MiB. */
    static final int LONG_DIGITS = 2_525_300;

    /** So many texts of the 255 characters that an element of an array can have. */
    static final int LONG_TEXTS = LONG / 255;

    record Note(String text, int number, List<String> words) {}

    @Id
    Long id;

    @Encrypted
    Boolean flagged;

    @Encrypted
    Byte octet;

    @Encrypted
    Short smallNumber;

    @Encrypted
    Integer wholeNumber;

    @Encrypted
    Long largeNumber;

    @Encrypted
    Character letter;

    @Encrypted
    Float singleNumber;

    @Encrypted
    Double realNumber;

    @Encrypted
    @Column(precision = LONG_DIGITS)
    BigInteger bigInteger;

    @Encrypted
    BigDecimal bigDecimal;

    @Encrypted
    @Column(length = LONG)
    String words;

    @Encrypted(padTo = 64)
    @Column(length = LONG)
    String padded;

    @Encrypted
    @Column(length = LONG)
    char[] letters;

    @Encrypted
    @Column(length = LONG)
    byte[] bytes;

    @Encrypted
    DayOfWeek weekday;

    @Encrypted
    UUID uniqueId;

    @Encrypted
    Currency currencyUnit;

    @Encrypted
    Locale language;

    @Encrypted
    LocalDate onDay;

    @Encrypted
    LocalTime daytime;

    @Encrypted
    LocalDateTime moment;

    @Encrypted
    OffsetDateTime offsetMoment;

    @Encrypted
    ZonedDateTime zonedMoment;

    @Encrypted
    OffsetTime offsetDaytime;

    @Encrypted
    ZoneOffset zoneOffset;

    @Encrypted
    YearMonth monthOfYear;

    @Encrypted
    MonthDay birthday;

    @Encrypted
    java.sql.Timestamp sqlTimestamp;

    @Encrypted
    java.sql.Date sqlDate;

    @Encrypted
    java.sql.Time sqlTime;

    @Encrypted
    Instant instantly;

    @Encrypted
    Duration lasting;

    @Encrypted
    Year anno;

    @Encrypted
    ZoneId zoneId;

    @Encrypted
    TimeZone timeZone;

    @Encrypted
    Calendar calendar;

    @Encrypted
    Date onDate;

    @Encrypted
    InetAddress ipAddress;

    @Encrypted
    @Column(length = LONG)
    URL url;

    @Encrypted
    @Column(length = LONG)
    URI uri;

    @Encrypted
    @Column(length = LONG)
    boolean[] flags;

    @Encrypted
    @Column(length = LONG / 2)
    short[] smalls;

    @Encrypted
    @Column(length = LONG / 4)
    int[] numbers;

    @Encrypted
    @Column(length = LONG / 8)
    long[] larges;

    @Encrypted
    @Column(length = LONG / 4)
    float[] singles;

    @Encrypted
    @Column(length = LONG / 8)
    double[] reals;

    @Encrypted
    @Column(length = LONG_TEXTS)
    String[] texts;

    @Encrypted
    @Column(length = LONG / 4)
    Integer[] boxedNumbers;

    @Encrypted
    @Column(length = LONG / 16)
    UUID[] uuids;

    @Encrypted
    @Column(length = LONG / 4)
    DayOfWeek[] weekdays;

    @Encrypted(json = true)
    @Column(length = LONG + 100)
    Note note;

    EveryType() {}

    EveryType(long id) {
        this.id = id;
    }

    EveryType(long id, String attribute, Object value) {
        this.id = id;
        try {
            EveryType.class.getDeclaredField(attribute).set(this, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
