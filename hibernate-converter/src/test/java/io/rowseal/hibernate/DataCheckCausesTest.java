package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The message of the data check begins with the cause that the evidence speaks for, and proposes nothing that loses data. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
class DataCheckCausesTest {

    @Entity(name = "Person")
    @Table(name = "caused_person")
    static class Person {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String name;

        @Encrypted
        String city;

        @Encrypted
        LocalDate birthday;

        Person() {}

        Person(long id) {
            this.id = id;
            this.name = "name " + id;
            this.city = "city " + id;
            this.birthday = LocalDate.EPOCH;
        }
    }

    @Entity(name = "Person")
    @Table(name = "caused_person")
    static class WithRenamedCity {
        @Id
        long id;

        @Encrypted(storage = Storage.TEXT)
        String name;

        @Encrypted
        @Column(name = "town")
        String city;
    }

    @Parameter
    TestDatabase database;

    private final KekStore keks = TestKeyRing.records();
    private KeyRing ring;
    private TestSessions db;

    @BeforeEach
    void store() {
        ring = TestKeyRing.create(keks);
        db = new TestSessions(database, ring, Person.class);
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void f20a_namesPlainTextOfASeedFileFirst() {
        db.execute("insert into caused_person (id, name) values (1, 'Ada')");
        assertThatThrownBy(() -> start(ring))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the stored values of attribute '" + Person.class.getName()
                        + ".name' in table 'caused_person' cannot be read: column 'name' holds plaintext, which something else"
                        + " than the application wrote, such as data.sql")
                .hasMessageContaining("let the application insert them")
                .hasMessageContaining("docs/migration.md")
                .hasMessageNotContainingAny("Ada", RowsealSettings.DATA_CHECK, "renamed");
    }

    @Test
    void f20a_namesPlainTextInABinaryColumnFirst() {
        db.execute(
                "insert into caused_person (id, city) values (1, ?)", "L\u00fcbeck".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> start(ring))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        ".city' in table 'caused_person' cannot be read: column 'city' holds plaintext",
                        "data.sql",
                        "docs/migration.md#encrypt-other-types")
                .hasMessageNotContainingAny("beck", RowsealSettings.DATA_CHECK, "renamed");
    }

    @Test
    void f20a_logsPlainTextAmongCiphertext() {
        insert();
        db.execute("insert into caused_person (id, name) values (9, 'Ada')");
        try (LogCapture log = new LogCapture(Map.of("org.hibernate", Level.OFF))) {
            start(ring).close();
            assertThat(log.take().stream().map(LogCapture.Line::text))
                    .anyMatch(
                            text -> text.contains(".name' in table 'caused_person' cannot be read, though others can"))
                    .noneMatch(text -> text.contains("Ada"));
        }
    }

    @Test
    void f20b_namesAForeignKeyFile() {
        insert();
        try (KeyRing foreign = TestKeyRing.create(keks)) {
            assertThatThrownBy(() -> start(foreign))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            ".birthday' in table 'caused_person', ",
                            ".name' in table 'caused_person' cannot be read: the master keys open none of the 1 key records"
                                    + " of scope 'default', so the key file",
                            "is that of another system. Configure the master keys that belong to this KEK table")
                    .hasMessageNotContainingAny(RowsealSettings.DATA_CHECK, "renamed");
        }
    }

    @Test
    void f20c_namesAnEmptiedKekTable() {
        insert();
        try (KeyRing empty = TestKeyRing.create()) {
            assertThatThrownBy(() -> start(empty))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "the KEK table holds no key of scope 'default', so it was emptied",
                            "Restore the KEK table that belongs to this data before anything is written")
                    .hasMessageNotContainingAny(RowsealSettings.DATA_CHECK, "renamed");
        }
    }

    @Test
    void f20d_namesTheKeysOfAnotherBackup() {
        insert();
        try (KeyRing other = TestKeyRing.create();
                TestSessions elsewhere = new TestSessions(TestDatabase.H2, other, Person.class)) {
            elsewhere.run(session -> session.persist(new Person(1)));
            assertThatThrownBy(() -> start(other))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "the KEK table holds keys of scope 'default', but not those of this data",
                            "another backup than the data")
                    .hasMessageNotContainingAny(RowsealSettings.DATA_CHECK, "renamed");
        }
    }

    @Test
    void f20e_namesARenamedColumnWhereOthersOpen() {
        insert();
        db.execute("alter table caused_person "
                + (database == TestDatabase.H2 ? "alter column city rename to town" : "rename column city to town"));
        assertThatThrownBy(() -> new TestSessions(
                        db.url, database.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), WithRenamedCity.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        ".city' in table 'caused_person' cannot be read: its column 'town' was renamed",
                        "Give the former name in @Encrypted(column = ...)")
                .hasMessageNotContainingAny(RowsealSettings.DATA_CHECK, "KEK", ".name'");
    }

    @Test
    void f20f_proposesToSkipTheCheckForDamagedBytesOnly() {
        insert();
        db.execute("update caused_person set city = ?", new byte[] {1, 2, 3});
        assertThatThrownBy(() -> start(ring))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        ".city' in table 'caused_person' cannot be read: what it holds is not ciphertext",
                        "Restore them from a backup",
                        "'" + RowsealSettings.DATA_CHECK + "' set to skip");
    }

    private void insert() {
        db.run(session -> {
            for (long id = 1; id <= 3; id++) {
                session.persist(new Person(id));
            }
        });
    }

    private TestSessions start(KeyRing with) {
        return new TestSessions(db.url, database.user(), with, Map.of("hibernate.hbm2ddl.auto", "none"), Person.class);
    }
}
