package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate's schema tool does not convert a column of ciphertext because an annotation was removed. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class ConvertedColumnTest {

    private static final KeyRing RING = TestKeyRing.create();
    private static final List<String> ACTIONS = List.of("update", "create-only", "validate", "none");

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class Caller {
        @Id
        long id;

        @Encrypted
        String phone;

        @Encrypted
        LocalDate born;

        @Encrypted
        Integer calls;

        @Encrypted
        boolean known;

        @Encrypted
        String note;

        @Encrypted(storage = Storage.TEXT)
        String pin;

        @ElementCollection
        @Encrypted
        List<String> names = new ArrayList<>();
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class WithoutAny {
        @Id
        long id;

        String phone;

        LocalDate born;

        Integer calls;

        boolean known;

        byte[] pin;

        @ElementCollection
        List<String> names = new ArrayList<>();

        /** What Hibernate adds must not keep the other columns from being looked at. */
        String added;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class WithoutPhone {
        @Id
        long id;

        String phone;

        @Encrypted
        Integer calls;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class WithoutNote {
        @Id
        long id;

        String note;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class PhoneInText {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String phone;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class WithoutPhoneAndBirth {
        @Id
        long id;

        String phone;

        LocalDate born;
    }

    @Entity(name = "Caller")
    @Table(name = "caller")
    static class PlainBytes {
        @Id
        long id;

        @Encrypted
        Integer calls;

        byte[] phone;
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
    void f09g_noSchemaToolConvertsACiphertextColumnWhoseAnnotationWasRemoved() throws SQLException {
        callers();
        Map<String, String> before = tables.columns("caller");
        List<String> stored = tables.values("select phone from caller order by id");

        for (String action : ACTIONS) {
            ConfigurationException refusal = tables.refusal(action, WithoutPhone.class);

            assertThat(refusal)
                    .as(action)
                    .hasMessageContainingAll(
                            "WithoutPhone.phone' (column 'phone' of table 'caller', of the type ",
                            "mapped without encryption",
                            "@Encrypted was removed",
                            "Put @Encrypted back",
                            "docs/migration.md");
            assertThat(tables.columns("caller")).as(action).isEqualTo(before);
            assertThat(tables.values("select phone from caller order by id"))
                    .as(action)
                    .isEqualTo(stored);
        }
        assertThat(tables.refusal("update", WithoutPhone.class))
                .hasMessageContaining("schema tool would convert")
                .hasMessageNotContaining("to skip");
    }

    @Test
    void f09h_alsoWhereNoAttributeIsEncryptedAnyMoreAndOfEveryType() throws SQLException {
        callers();
        Map<String, String> before = tables.columns("caller");

        for (String action : ACTIONS) {
            assertThat(tables.refusal(action, WithoutAny.class))
                    .as(action)
                    .hasMessageContainingAll(
                            "WithoutAny.phone'",
                            "WithoutAny.born'",
                            "WithoutAny.calls'",
                            "WithoutAny.known'",
                            "WithoutAny.pin'",
                            "WithoutAny.names'")
                    .hasMessageNotContaining("WithoutAny.added'");
            assertThat(tables.columns("caller")).as(action).isEqualTo(before);
        }
        try (TestSessions sessions = tables.start("validate", Caller.class)) {
            sessions.run(session -> {
                Caller caller = session.find(Caller.class, 4L);
                assertThat(caller.phone).isEqualTo("+43 664 4");
                assertThat(caller.names).containsExactly("name 4");
            });
        }
    }

    @Test
    void f09i_bytesThatAreNoCiphertextAreNotConvertedBesideEncryptedColumns() throws SQLException {
        try (TestSessions sessions = tables.start("create", PlainBytes.class)) {
            sessions.run(session -> {
                PlainBytes caller = new PlainBytes();
                caller.calls = 3;
                caller.phone = new byte[] {1, 2, 3};
                session.persist(caller);
            });
        }
        Map<String, String> before = tables.columns("caller");

        assertThat(tables.refusal("update", WithoutPhone.class))
                .hasMessageContainingAll("WithoutPhone.phone'", "column 'phone' of table 'caller'", "would convert");
        assertThat(tables.columns("caller")).isEqualTo(before);
    }

    @Test
    void f09j_aColumnWithoutValuesMayBeConverted() throws SQLException {
        callers();

        tables.start("update", WithoutNote.class).close();

        assertThat(tables.columns("caller").get("note")).containsAnyOf("varchar", "character varying");
    }

    @Test
    void f09k_whatWasConvertedAlreadyLeadsToTheBackup() throws SQLException {
        callers();
        convert();

        for (Class<?> mapping : List.of(Caller.class, PhoneInText.class)) {
            for (String action : ACTIONS) {
                assertThat(tables.refusal(action, mapping))
                        .as(mapping + " " + action)
                        .hasMessageContainingAll(
                                "column 'phone' of table 'caller'",
                                "what is left of ciphertext",
                                "a schema tool converted the binary column",
                                "Restore the column from a backup",
                                "Nothing was changed")
                        .hasMessageNotContainingAny("To keep an existing text column", "copy them");
            }
        }
        assertThat(tables.refusal("update", WithoutPhone.class))
                .hasMessageContainingAll(
                        "WithoutPhone.phone'", "what is left of ciphertext", "Restore the column from a backup");

        tables.execute("update caller set phone = 'written since' where id = 1");
        assertThat(tables.refusal("update", Caller.class))
                .hasMessageContainingAll("column 'phone'", "what is left of ciphertext");
    }

    @Test
    void f09l_postgresqlCanConvertItBackAsTheDocumentationSays() throws SQLException {
        assumeTrue(database == TestDatabase.POSTGRESQL);
        callers();
        convert();

        tables.execute("alter table caller alter column phone type bytea using decode(substr(phone, 3), 'hex')");

        try (TestSessions sessions = tables.start("validate", Caller.class)) {
            sessions.run(
                    session -> assertThat(session.find(Caller.class, 3L).phone).isEqualTo("+43 664 3"));
        }
    }

    @Test
    void f09m_ordinaryTextAndBytesOfOtherTypesAreNotTakenForCiphertext() throws SQLException {
        tables.execute(
                "create table caller (id bigint not null primary key, phone varchar(255), born varchar(20), row_key "
                        + tables.binary(300) + ")",
                "insert into caller (id, phone, born) values (1, '÷ and ù, the first of all', '1990-01-01')",
                "insert into caller (id, phone, born) values (2, '\\x12', '1990-01-01')");

        tables.start("none", WithoutPhoneAndBirth.class).close();
    }

    /** As the schema tools of other versions did. */
    private void convert() throws SQLException {
        tables.execute(
                database == TestDatabase.H2 || database == TestDatabase.POSTGRESQL
                        ? "alter table caller alter column phone set data type varchar(255)"
                        : "alter table caller modify column phone varchar(255) character set latin1");
    }

    private void callers() {
        try (TestSessions sessions = tables.start("create", Caller.class)) {
            sessions.run(session -> {
                for (long id = 1; id <= 4; id++) {
                    Caller caller = new Caller();
                    caller.id = id;
                    caller.phone = "+43 664 " + id;
                    caller.born = LocalDate.of(1990, 1, (int) id);
                    caller.calls = (int) id;
                    caller.known = true;
                    caller.pin = "12" + id;
                    caller.names.add("name " + id);
                    session.persist(caller);
                }
            });
        }
    }
}
