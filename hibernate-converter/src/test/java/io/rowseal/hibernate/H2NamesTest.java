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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of H2 that change how names are kept and compared, and its modes for other databases. */
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
                "DATABASE_TO_UPPER=FALSE",
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
