package io.rowseal.hibernate;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Session;

/** Entities of every shape, each beside a plain twin that is written and read by the same statements. */
final class FetchTwins {

    static final int ROWS = 7;

    private FetchTwins() {}

    /** Stores the same rows for an entity and its subclass, if there is one. */
    static void fill(Session session, Class<?> entity, Class<?> subclass, Class<?> bossType) {
        for (long number = 1; number <= ROWS; number++) {
            Object boss = session.find(bossType, number % 2);
            if (boss == null) {
                boss = TwinPrinter.create(bossType);
                TwinPrinter.set(boss, "id", number % 2);
                TwinPrinter.set(boss, "name", "boss " + number % 2);
                TwinPrinter.set(boss, "born", LocalDate.EPOCH.plusDays(number));
                TwinPrinter.set(boss, "tags", new ArrayList<>(List.of("boss tag " + number % 2, "other")));
                session.persist(boss);
            }
            Object row = TwinPrinter.create(subclass != null && number % 2 == 0 ? subclass : entity);
            TwinPrinter.set(row, "id", number);
            TwinPrinter.set(row, "name", "name " + number % 3);
            TwinPrinter.set(row, "born", LocalDate.EPOCH.plusDays(number));
            TwinPrinter.set(row, "letter", "letter " + number);
            TwinPrinter.set(row, "plain", "plain " + number % 2);
            TwinPrinter.set(row, "extra", "extra " + number);
            TwinPrinter.set(row, "more", number % 4 == 0 ? null : "more " + number);
            TwinPrinter.set(row, "hidden", number % 3 == 0 ? null : "hidden " + number);
            TwinPrinter.set(row, "other", "other " + number);
            Object home = TwinPrinter.create(TwinPrinter.field(row, "home").getType());
            TwinPrinter.set(home, "street", "street " + number);
            TwinPrinter.set(home, "city", "city " + number % 2);
            TwinPrinter.set(row, "home", home);
            List<String> tags = List.of("tag 1", "tag 2", "tag 3").subList(0, (int) number % 4);
            TwinPrinter.set(row, "tags", new ArrayList<>(tags));
            TwinPrinter.set(row, "marks", new TreeSet<>(tags));
            TwinPrinter.set(row, "secrets", new ArrayList<>(tags));
            TwinPrinter.set(row, "boss", boss);
            session.persist(row);
        }
    }

    @Embeddable
    static class SecretHome {
        @Encrypted
        String street;

        @Encrypted
        @BlindIndex
        String city;
    }

    @Entity(name = "SecretBoss")
    static class SecretBoss {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;

        @Encrypted
        LocalDate born;

        @ElementCollection
        @OrderColumn
        List<String> tags = new ArrayList<>();
    }

    @MappedSuperclass
    static class SecretRow {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;

        @Encrypted
        LocalDate born;

        @Encrypted(storage = Storage.TEXT)
        String letter;

        String plain;

        @Embedded
        SecretHome home;

        @ElementCollection
        @OrderColumn
        List<String> tags = new ArrayList<>();

        @ElementCollection
        Set<String> marks = new TreeSet<>();

        @Encrypted
        @ElementCollection
        @OrderColumn
        List<String> secrets = new ArrayList<>();

        @ManyToOne(fetch = FetchType.LAZY)
        SecretBoss boss;
    }

    @Entity(name = "SecretSingle")
    @Inheritance
    static class SecretSingle extends SecretRow {}

    @Entity(name = "SecretSingleSub")
    static class SecretSingleSub extends SecretSingle {
        @Encrypted
        @BlindIndex
        String extra;
    }

    @Entity(name = "SecretJoined")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class SecretJoined extends SecretRow {}

    @Entity(name = "SecretJoinedSub")
    static class SecretJoinedSub extends SecretJoined {
        @Encrypted
        @BlindIndex
        String extra;
    }

    @Entity(name = "SecretUnion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class SecretUnion extends SecretRow {}

    @Entity(name = "SecretUnionSub")
    static class SecretUnionSub extends SecretUnion {
        @Encrypted
        @BlindIndex
        String extra;
    }

    @Entity(name = "SecretSecondary")
    @SecondaryTable(name = "Secret_more")
    static class SecretSecondary extends SecretRow {
        @Encrypted
        @BlindIndex
        @Column(table = "Secret_more")
        String more;

        @Encrypted
        @Column(table = "Secret_more")
        String hidden;

        @Column(table = "Secret_more")
        String other;
    }

    @Embeddable
    static class PlainHome {
        String street;

        String city;
    }

    @Entity(name = "PlainBoss")
    static class PlainBoss {
        @Id
        Long id;

        String name;

        LocalDate born;

        @ElementCollection
        @OrderColumn
        List<String> tags = new ArrayList<>();
    }

    @MappedSuperclass
    static class PlainRow {
        @Id
        Long id;

        String name;

        LocalDate born;

        String letter;

        String plain;

        @Embedded
        PlainHome home;

        @ElementCollection
        @OrderColumn
        List<String> tags = new ArrayList<>();

        @ElementCollection
        Set<String> marks = new TreeSet<>();

        @ElementCollection
        @OrderColumn
        List<String> secrets = new ArrayList<>();

        @ManyToOne(fetch = FetchType.LAZY)
        PlainBoss boss;
    }

    @Entity(name = "PlainSingle")
    @Inheritance
    static class PlainSingle extends PlainRow {}

    @Entity(name = "PlainSingleSub")
    static class PlainSingleSub extends PlainSingle {
        String extra;
    }

    @Entity(name = "PlainJoined")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class PlainJoined extends PlainRow {}

    @Entity(name = "PlainJoinedSub")
    static class PlainJoinedSub extends PlainJoined {
        String extra;
    }

    @Entity(name = "PlainUnion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class PlainUnion extends PlainRow {}

    @Entity(name = "PlainUnionSub")
    static class PlainUnionSub extends PlainUnion {
        String extra;
    }

    @Entity(name = "PlainSecondary")
    @SecondaryTable(name = "Plain_more")
    static class PlainSecondary extends PlainRow {
        @Column(table = "Plain_more")
        String more;

        @Column(table = "Plain_more")
        String hidden;

        @Column(table = "Plain_more")
        String other;
    }
}
