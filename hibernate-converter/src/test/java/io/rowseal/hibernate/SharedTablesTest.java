package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Two entities on one table, and entities on views and queries of a table. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class SharedTablesTest {

    private static final KeyRing RING = TestKeyRing.create();

    @Entity(name = "Employee")
    @Table(name = "staff")
    static class Employee {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;
    }

    @Entity(name = "Salary")
    @Table(name = "staff")
    static class Salary {
        @Id
        long id;

        @Encrypted
        Long amount;
    }

    @Entity(name = "Plain")
    @Table(name = "staff")
    static class PlainReader {
        @Id
        long id;

        byte[] email;
    }

    @Entity(name = "Viewed")
    @Table(name = "staff_view")
    @Immutable
    static class Viewed {
        @Id
        long id;

        @Encrypted(table = "staff")
        @BlindIndex(domain = "staff-email")
        String email;
    }

    @Entity(name = "Employee")
    @Table(name = "staff")
    static class SharedIndex {
        @Id
        long id;

        @Encrypted
        @BlindIndex(domain = "staff-email")
        String email;
    }

    @Entity(name = "Selected")
    @Subselect("select id, row_key, email from staff where id < 100")
    @Immutable
    static class Selected {
        @Id
        long id;

        @Encrypted(table = "staff")
        String email;
    }

    @Entity(name = "Viewed")
    @Table(name = "made_view")
    @View(query = "select id, row_key, email, email_bidx from staff")
    @Immutable
    static class MadeView {
        @Id
        long id;

        @Encrypted(table = "staff")
        @BlindIndex(domain = "staff-email")
        String email;
    }

    @Entity(name = "Custom")
    @Table(name = "staff")
    @SQLSelect(sql = "select id, row_key, email from staff where id = ?")
    static class CustomSelect {
        @Id
        long id;

        @Encrypted
        String email;
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
    void f29a_twoEntitiesWithEncryptedAttributesInOneTableAreRefusedWithAWayOut() {
        assertThat(tables.refusal("create", Employee.class, Salary.class))
                .hasMessageContainingAll(
                        "$Employee'",
                        "$Salary'",
                        "both have encrypted attributes in table 'staff'",
                        "Map all encrypted attributes of the table in one of the two",
                        "@Inheritance(SINGLE_TABLE)")
                .hasMessageNotContaining("rename it");
    }

    @Test
    void f29b_aViewIsReadAndSearched() throws SQLException {
        store();
        tables.execute("create view staff_view as select id, row_key, email, email_bidx from staff");

        try (TestSessions sessions = tables.start("none", Viewed.class)) {
            assertThat(sessions.<String>call(session -> session.createSelectionQuery(
                                    "from Viewed where email = 'ada@example.org'", Viewed.class)
                            .getSingleResult()
                            .email))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void f29c_aViewIsNeverToldToDropColumns() throws SQLException {
        store();
        tables.execute("create view staff_view as select id, email, 'x' as email_bidx from staff");

        for (String action : new String[] {"none", "validate"}) {
            assertThat(tables.refusal(action, Viewed.class))
                    .hasMessageContainingAll(
                            "column 'row_key' of table 'staff_view'",
                            "This is a view: select the column in its query",
                            "This is a view: let its query select the column of the table")
                    .hasMessageNotContaining("alter table");
        }
    }

    @Test
    void f29d_aSubselectReadsWhatItSelectsWithItsRowKey() throws SQLException {
        store();

        try (TestSessions sessions = tables.start("none", SharedIndex.class, Selected.class)) {
            assertThat(sessions.<String>call(session -> session.find(Selected.class, 1L).email))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void f29f_aViewThatHibernateMakesIsReadAndSearched() {
        try (TestSessions sessions = tables.start("create", SharedIndex.class, MadeView.class)) {
            sessions.run(session -> {
                SharedIndex employee = new SharedIndex();
                employee.email = "ada@example.org";
                session.persist(employee);
            });
            assertThat(sessions.<String>call(session -> session.createSelectionQuery(
                                    "from Viewed where email = 'ada@example.org'", MadeView.class)
                            .getSingleResult()
                            .email))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void f29g_anSqlSelectReadsWhatItSelectsWithItsRowKey() throws SQLException {
        store();

        try (TestSessions sessions = tables.start("none", CustomSelect.class)) {
            assertThat(sessions.<String>call(session -> session.find(CustomSelect.class, 1L).email))
                    .isEqualTo("ada@example.org");
        }
    }

    @Test
    void f29e_anotherEntityThatReadsTheColumnAsItIsIsRefused() throws SQLException {
        store();

        assertThat(tables.refusal("none", SharedIndex.class, PlainReader.class))
                .hasMessageContainingAll("PlainReader.email'", "cannot share column 'email'");
    }

    private void store() {
        try (TestSessions sessions = tables.start("create", SharedIndex.class)) {
            sessions.run(session -> {
                SharedIndex employee = new SharedIndex();
                employee.id = 1;
                employee.email = "ada@example.org";
                session.persist(employee);
            });
        }
    }
}
