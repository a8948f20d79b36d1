package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of H2 that change how names are kept and compared, and its modes for other databases. */
@OnHibernate72
class H2NamesTest {

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Entity(name = "Visitor")
    @Table(name = "Museum_Visitor")
    static class Visitor {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String eMail;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String city;

        @ElementCollection
        @Encrypted
        List<String> tags = new ArrayList<>();

        @Encrypted
        @Column(name = "`Group`")
        String group;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_TO_LOWER=TRUE",
                "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "MODE=PostgreSQL",
                "MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                "MODE=MariaDB",
                "MODE=MariaDB;DATABASE_TO_LOWER=TRUE",
                "MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "MODE=MSSQLServer",
                "MODE=Oracle",
                "MODE=REGULAR"
            })
    void f30c_tablesAreFoundAndUsed(String settings) {
        String url = "jdbc:h2:mem:names" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;" + settings;
        try (KeyRing ring = TestKeyRing.create()) {
            SchemaTables tables = new SchemaTables(TestDatabase.H2, url, ring);
            for (String action : List.of("create", "none", "validate", "update")) {
                try (TestSessions sessions = tables.start(action, Visitor.class)) {
                    use(sessions, action.equals("create"));
                }
            }
        }
    }

    @Entity(name = "Guard")
    @Table(name = "Museum_Guard")
    static class Guard {
        @Id
        long id;

        @Encrypted
        String badgeNumber;
    }

    @Test
    void f30e_namesThatAreToldApartByCaseAreFoundWithoutAnIndexAndRefusedWithOne() {
        String url = "jdbc:h2:mem:names" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE";
        try (KeyRing ring = TestKeyRing.create()) {
            SchemaTables tables = new SchemaTables(TestDatabase.H2, url, ring);
            // Hibernate's own validation and update do not find such a table.
            for (String action : List.of("create", "none")) {
                try (TestSessions sessions = tables.start(action, Guard.class)) {
                    sessions.run(session -> {
                        Guard guard = new Guard();
                        guard.id = sessions.rows("select 1 from Museum_Guard").size();
                        guard.badgeNumber = "7";
                        session.persist(guard);
                    });
                    assertThat(sessions.<String>call(session -> session.find(Guard.class, 0L).badgeNumber))
                            .isEqualTo("7");
                }
                assertThat(tables.refusal(action, Visitor.class))
                        .hasMessageContaining("Add CASE_INSENSITIVE_IDENTIFIERS=TRUE");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {PostgreSQLDialect.class, MariaDBDialect.class})
    void f30d_theDialectOfAnotherDatabaseIsRefusedOnH2(Class<?> dialect) {
        String mode = dialect == PostgreSQLDialect.class ? "PostgreSQL" : "MariaDB";
        String url = "jdbc:h2:mem:names" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE;MODE="
                + mode;
        try (KeyRing ring = TestKeyRing.create()) {
            SchemaTables tables = new SchemaTables(TestDatabase.H2, url, ring);
            for (String action : List.of("create", "update", "none", "validate")) {
                assertThat(tables.refusal(
                                Map.of("hibernate.dialect", dialect.getName(), "hibernate.hbm2ddl.auto", action),
                                Visitor.class))
                        .as(action)
                        .hasMessageContainingAll(
                                "the database is H2",
                                dialect.getSimpleName(),
                                "Remove the setting 'hibernate.dialect' ('spring.jpa.database-platform')");
            }
        }
    }

    private static void use(TestSessions sessions, boolean store) {
        if (store) {
            sessions.run(session -> {
                Visitor visitor = new Visitor();
                visitor.id = 1;
                visitor.eMail = "ada@example.org";
                visitor.city = "Zürich";
                visitor.group = "first";
                visitor.tags.add("tag");
                session.persist(visitor);
            });
        }
        sessions.run(session -> {
            Visitor found = session.createSelectionQuery(
                            "from Visitor where eMail = 'ada@example.org' and city = 'Zürich'", Visitor.class)
                    .getSingleResult();
            assertThat(found.group).isEqualTo("first");
            assertThat(found.tags).containsExactly("tag");
        });
    }
}
