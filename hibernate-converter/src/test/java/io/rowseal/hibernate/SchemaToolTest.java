package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Hibernate's schema tool gets no table that it would damage, and does not speak first. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class SchemaToolTest {

    private static final KeyRing RING = TestKeyRing.create();

    /** What each setting of Hibernate and of JPA that leaves tables where they are can be. */
    private static final List<Map<String, String>> CHANGES = List.of(
            Map.of("hibernate.hbm2ddl.auto", "update"),
            Map.of("hibernate.hbm2ddl.auto", "create-only", "hibernate.hbm2ddl.halt_on_error", "false"),
            Map.of(
                    "jakarta.persistence.schema-generation.database.action",
                    "create",
                    "hibernate.hbm2ddl.halt_on_error",
                    "false"));

    @Entity(name = "Guest")
    @Table(name = "hotel_guest")
    static class Guest {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @Entity(name = "Guest")
    @Table(name = "hotel_guest")
    static class TextGuest {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String email;
    }

    @Entity(name = "Guest")
    @Table(name = "hotel_guest")
    static class PhotoGuest {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        byte[] email;
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
    void f03a_noSchemaToolConvertsAColumnOfAnotherType() throws SQLException {
        for (Map<String, String> change : CHANGES) {
            plaintextTable("varchar(255)");
            Map<String, String> before = tables.columns("hotel_guest");

            ConfigurationException refusal = tables.refusal(change, Guest.class);

            assertThat(refusal)
                    .as(change.toString())
                    .hasMessageContainingAll(
                            "column 'email' of table 'hotel_guest'",
                            "has the type",
                            "encrypted values need a binary column",
                            "docs/migration.md",
                            "Nothing was changed")
                    .hasMessageNotContaining("drop column");
            assertThat(tables.columns("hotel_guest")).isEqualTo(before).hasSize(2);
            assertThat(tables.values("select email from hotel_guest")).containsExactly("ada@example.org");
        }
    }

    @Test
    void f03b_noSchemaToolMakesAnIndexOfPlaintext() throws SQLException {
        for (Map<String, String> change : CHANGES) {
            plaintextTable("varchar(400)");

            ConfigurationException refusal = tables.refusal(change, TextGuest.class);

            assertThat(refusal)
                    .as(change.toString())
                    .hasMessageContainingAll(
                            "holds plaintext", "Set 'rowseal.mode.", "TextGuest.email'", "docs/migration.md")
                    .hasMessageNotContaining("_bidx");
            assertThat(tables.columns("hotel_guest")).hasSize(2);
        }
    }

    @Test
    void f03c_noSchemaToolMakesAnIndexOfPlainBytes() throws SQLException {
        plaintextTable(tables.binary(400));

        assertThat(tables.refusal("update", PhotoGuest.class))
                .hasMessageContainingAll("holds plaintext", "map the attribute to a new one", "docs/migration.md");
        assertThat(tables.columns("hotel_guest")).hasSize(2);
    }

    @Test
    void f03d_createDropsTheTableAsItIsToldTo() throws SQLException {
        plaintextTable("varchar(255)");

        try (TestSessions sessions = tables.start("create", Guest.class)) {
            store(sessions);
        }

        assertThat(tables.columns("hotel_guest")).containsKeys("row_key", "email_bidx");
    }

    @Test
    void f03e_updateAddsWhatIsMissingToATableOfCiphertextOrWithoutRows() throws SQLException {
        tables.execute("create table hotel_guest (id bigint not null primary key, email varchar(100))");
        try (TestSessions sessions = tables.start("update", TextGuest.class)) {
            sessions.run(session -> session.persist(new TextGuest()));
        }
        tables.start("update", TextGuest.class).close();
        assertThat(tables.columns("hotel_guest")).containsKeys("row_key", "email_bidx");
    }

    @Test
    void f18a_theStatementsAppearUnderValidate() throws SQLException {
        tables.execute("create table hotel_guest (id bigint not null primary key, email varchar(255))");

        ConfigurationException refusal = tables.refusal("validate", Guest.class);

        assertThat(refusal)
                .hasMessageContainingAll("column 'email'", "encrypted values need a binary column", "'row_key'")
                .hasMessageContaining("alter table hotel_guest add column email ");
        tables.apply(refusal);
        try (TestSessions sessions = tables.start("validate", Guest.class)) {
            store(sessions);
        }
    }

    @Test
    void f18b_aMissingTableIsNamedUnderValidateToo() {
        assertThat(tables.refusal("validate", Guest.class)).hasMessageContaining("there is no table 'hotel_guest'");
    }

    @Test
    void f33a_aRunningMigrationIsNamedFirst() throws SQLException {
        tables.execute(
                "create table DATABASECHANGELOGLOCK (ID int not null primary key, LOCKED boolean not null)",
                "insert into DATABASECHANGELOGLOCK values (1, false)");
        assertThat(tables.refusal("validate", Guest.class))
                .hasMessageStartingWith("the database does not have the columns")
                .hasMessageEndingWith(
                        "If Liquibase is still migrating in another thread or process, let it finish and start again.");

        tables.execute("update DATABASECHANGELOGLOCK set LOCKED = true");
        assertThat(tables.refusal("none", Guest.class))
                .hasMessageStartingWith("Liquibase is migrating this database right now: let it finish");
    }

    @Test
    void f33b_theHistoryOfFlywayIsNoticed() throws SQLException {
        String quote = database == TestDatabase.MARIADB ? "`" : "\"";
        tables.execute("create table " + quote + "flyway_schema_history" + quote + " (version varchar(50))");

        assertThat(tables.refusal("none", Guest.class))
                .hasMessageStartingWith("the database does not have the columns")
                .hasMessageEndingWith(
                        "If Flyway is still migrating in another thread or process, let it finish and start again.");
    }

    private void plaintextTable(String type) throws SQLException {
        tables.execute(
                "drop table if exists hotel_guest",
                "create table hotel_guest (id bigint not null primary key, email " + type + ")",
                "insert into hotel_guest values (1, " + (type.startsWith("varchar") ? "'ada@example.org'" : bytes())
                        + ")");
    }

    private String bytes() {
        return database == TestDatabase.POSTGRESQL ? "decode('0102', 'hex')" : "X'0102'";
    }

    private static void store(TestSessions sessions) {
        sessions.run(session -> {
            Guest guest = new Guest();
            guest.id = 2;
            guest.email = "bob@example.org";
            session.persist(guest);
        });
        assertThat(sessions.<Long>call(session -> session.createSelectionQuery(
                                "select id from Guest where email = 'bob@example.org'", Long.class)
                        .getSingleResult()))
                .isEqualTo(2);
    }
}
