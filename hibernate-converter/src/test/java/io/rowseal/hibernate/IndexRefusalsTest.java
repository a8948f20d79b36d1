package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.DayOfWeek;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Blind indexes that would give values away, or that the database could not name, stop the start. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class IndexRefusalsTest {

    private static final KeyRing RING = TestKeyRing.create();

    enum Finding {
        POSITIVE,
        NEGATIVE
    }

    @Entity(name = "Test")
    static class OfFlag {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        boolean secret;
    }

    @Entity(name = "Test")
    static class OfWrapper {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        Boolean secret;
    }

    @Entity(name = "Test")
    static class OfByte {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        byte secret;
    }

    @Entity(name = "Test")
    static class OfCharacter {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        char secret;
    }

    @Entity(name = "Test")
    static class OfEnum {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        Finding secret;
    }

    @Entity(name = "Test")
    static class OfDay {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        DayOfWeek secret;
    }

    @Entity(name = "Test")
    static class Accepted {
        @Id
        long id;

        @Encrypted
        @BlindIndex(allowFewValues = true)
        Finding secret;

        @Encrypted
        @BlindIndex(allowFewValues = true)
        boolean flag;

        @Encrypted
        @BlindIndex
        short number;
    }

    @Entity(name = "Named")
    static class LongName {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        @Column(name = "a_name_of_a_column_that_has_exactly_sixty_two_characters_of_us")
        String secret;
    }

    @Entity(name = "Named")
    static class LongestName {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        @Column(name = "a_name_of_a_column_that_has_exactly_fifty_eight_characters")
        String secret;
    }

    @Parameter
    TestDatabase database;

    private SchemaTables tables;

    @BeforeEach
    void newDatabase() {
        tables = new SchemaTables(database, RING);
    }

    @AfterAll
    static void closeRing() {
        RING.close();
    }

    @Test
    void f10j_anIndexOfFewValuesIsRefusedUnlessAccepted() {
        for (Class<?> entity :
                List.of(OfFlag.class, OfWrapper.class, OfByte.class, OfCharacter.class, OfEnum.class, OfDay.class)) {
            assertThat(tables.refusal("create", entity))
                    .as(entity.getSimpleName())
                    .hasMessageContainingAll(
                            "column 'secret' of table",
                            "has few values",
                            "Remove @BlindIndex",
                            "@BlindIndex(allowFewValues = true)");
        }
        try (TestSessions sessions = tables.start("create", Accepted.class)) {
            sessions.run(session -> {
                Accepted accepted = new Accepted();
                accepted.id = 1;
                accepted.secret = Finding.POSITIVE;
                session.persist(accepted);
            });
            assertThat(sessions.<Long>call(session -> session.createSelectionQuery(
                                    "select id from Test where secret = :finding and flag = false", Long.class)
                            .setParameter("finding", Finding.POSITIVE)
                            .getSingleResult()))
                    .isEqualTo(1);
        }
    }

    @Test
    void f30a_aNameThatTheDatabaseWouldCutOffIsRefused() {
        assumeTrue(database != TestDatabase.H2, "names have 256 characters there");

        assertThat(tables.refusal("create", LongName.class))
                .hasMessageContainingAll(
                        "of_us_bidx', has a length of 67",
                        "cuts names off at " + (database == TestDatabase.POSTGRESQL ? 63 : 64),
                        "at most " + (database == TestDatabase.POSTGRESQL ? 58 : 59) + " characters");
    }

    @Test
    void f30b_theLongestNameThatFitsWorks() {
        try (TestSessions sessions = tables.start("create", LongestName.class)) {
            sessions.run(session -> {
                LongestName named = new LongestName();
                named.secret = "found";
                session.persist(named);
            });
            assertThat(sessions.<Long>call(session -> session.createSelectionQuery(
                                    "select count(*) from Named where secret = 'found'", Long.class)
                            .getSingleResult()))
                    .isEqualTo(1);
        }
    }
}
