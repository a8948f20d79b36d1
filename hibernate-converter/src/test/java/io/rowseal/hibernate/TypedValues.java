package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;

/** Versions of one attribute that differ in its type only. Column lengths are those of the widest. */
final class TypedValues {

    private TypedValues() {}

    enum Mood {
        CALM,
        ANGRY
    }

    enum LaterMood {
        CALM,
        FURIOUS
    }

    record Point(int x, int y) {}

    record MovedPoint(int x, int z) {}

    record FlatPoint(int x) {}

    record GrownPoint(int x, int y, Integer z) {}

    record Amount(double value) {}

    record WholeAmount(int value) {}

    @Entity(name = "OfInteger")
    @Table(name = "typed")
    static class OfInteger {
        @Id
        long id;

        @Encrypted
        @Column(name = "stored", nullable = true)
        Integer stored = 1;
    }

    @Entity(name = "OfInt")
    @Table(name = "typed")
    static class OfInt {
        @Id
        long id;

        @Encrypted
        int stored = 1;
    }

    @Entity(name = "OfFloat")
    @Table(name = "typed")
    static class OfFloat {
        @Id
        long id;

        @Encrypted
        Float stored = 1f;
    }

    @Entity(name = "OfLong")
    @Table(name = "typed")
    static class OfLong {
        @Id
        long id;

        @Encrypted
        Long stored = 1L;
    }

    @Entity(name = "OfDouble")
    @Table(name = "typed")
    static class OfDouble {
        @Id
        long id;

        @Encrypted
        Double stored = 1d;
    }

    @Entity(name = "OfLocalDate")
    @Table(name = "typed")
    static class OfLocalDate {
        @Id
        long id;

        @Encrypted
        LocalDate stored = LocalDate.of(1980, 5, 6);
    }

    @Entity(name = "OfSqlDate")
    @Table(name = "typed")
    static class OfSqlDate {
        @Id
        long id;

        @Encrypted
        java.sql.Date stored = java.sql.Date.valueOf("1980-05-06");
    }

    @Entity(name = "OfDate")
    @Table(name = "typed")
    static class OfDate {
        @Id
        long id;

        @Encrypted
        @Temporal(TemporalType.TIMESTAMP)
        Date stored = new Date(0);
    }

    @Entity(name = "OfLocalTime")
    @Table(name = "typed")
    static class OfLocalTime {
        @Id
        long id;

        @Encrypted
        LocalTime stored = LocalTime.NOON;
    }

    @Entity(name = "OfInstant")
    @Table(name = "typed")
    static class OfInstant {
        @Id
        long id;

        @Encrypted
        Instant stored = Instant.EPOCH;
    }

    @Entity(name = "OfTimestamp")
    @Table(name = "typed")
    static class OfTimestamp {
        @Id
        long id;

        @Encrypted
        Timestamp stored = new Timestamp(0);
    }

    @Entity(name = "OfDuration")
    @Table(name = "typed")
    static class OfDuration {
        @Id
        long id;

        @Encrypted
        Duration stored = Duration.ofDays(1);
    }

    @Entity(name = "OfIntegers")
    @Table(name = "typed")
    static class OfIntegers {
        @Id
        long id;

        @Encrypted
        Integer[] stored = {1};
    }

    @Entity(name = "OfFloats")
    @Table(name = "typed")
    static class OfFloats {
        @Id
        long id;

        @Encrypted
        Float[] stored = {1f};
    }

    @Entity(name = "OfInts")
    @Table(name = "typed")
    static class OfInts {
        @Id
        long id;

        @Encrypted
        int[] stored = {1};
    }

    @Entity(name = "OfBytes")
    @Table(name = "typed")
    static class OfBytes {
        @Id
        long id;

        @Encrypted
        byte[] stored = {65};
    }

    @Entity(name = "OfString")
    @Table(name = "typed")
    static class OfString {
        @Id
        long id;

        @Encrypted
        String stored = "CALM";
    }

    @Entity(name = "OfMood")
    @Table(name = "typed")
    static class OfMood {
        @Id
        long id;

        @Encrypted
        Mood stored = Mood.ANGRY;
    }

    @Entity(name = "OfLaterMood")
    @Table(name = "typed")
    static class OfLaterMood {
        @Id
        long id;

        @Encrypted
        LaterMood stored;
    }

    @Entity(name = "OfPoint")
    @Table(name = "typed")
    static class OfPoint {
        @Id
        long id;

        @Encrypted(json = true)
        Point stored = new Point(1, 2);
    }

    @Entity(name = "OfMovedPoint")
    @Table(name = "typed")
    static class OfMovedPoint {
        @Id
        long id;

        @Encrypted(json = true)
        MovedPoint stored;
    }

    @Entity(name = "OfFlatPoint")
    @Table(name = "typed")
    static class OfFlatPoint {
        @Id
        long id;

        @Encrypted(json = true)
        FlatPoint stored;
    }

    @Entity(name = "OfGrownPoint")
    @Table(name = "typed")
    static class OfGrownPoint {
        @Id
        long id;

        @Encrypted(json = true)
        GrownPoint stored;
    }

    @Entity(name = "OfAmount")
    @Table(name = "typed")
    static class OfAmount {
        @Id
        long id;

        @Encrypted(json = true)
        Amount stored = new Amount(1.9);
    }

    @Entity(name = "OfWholeAmount")
    @Table(name = "typed")
    static class OfWholeAmount {
        @Id
        long id;

        @Encrypted(json = true)
        WholeAmount stored;
    }

    @Entity(name = "OfStrings")
    @Table(name = "typed")
    static class OfStrings {
        @Id
        long id;

        @Encrypted(json = true)
        List<String> stored = List.of("CALM");
    }

    @Entity(name = "OfText")
    @Table(name = "typed")
    static class OfText {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String stored = "CALM";
    }
}
