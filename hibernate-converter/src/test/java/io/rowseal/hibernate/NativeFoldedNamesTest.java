package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native SQL on tables whose names have letters that some databases fold to ASCII. */
@OnHibernate72
class NativeFoldedNamesTest extends DatabaseTest {

    @Entity(name = "Record")
    @Table(name = "kay\u0131t")
    static class Record {

        @Id
        Long id;

        @Encrypted
        String ssn;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Record.class};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select k.* from kay\u0131t k where k.ssn = 'x'",
                "select k.* from kayit k where k.ssn = 'x'",
                "select k.* from KAYIT k where k.ssn = 'x'",
                "select un\u0131on.* from kay\u0131t un\u0131on where ssn = 'x'",
                "select k.* from kay\u0131t k where k.\u017fsn = 'x'"
            })
    void f08_namesThatFoldToOthersAreChecked(String sql) {
        db.forgetStatements();

        assertThatThrownBy(() -> db.run(
                        session -> session.createNativeQuery(sql, Record.class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("native SQL");
        assertThat(db.statements("")).isEmpty();
    }

    @Test
    void f08_aTableWithSuchANameIsReadAsBefore() {
        db.run(session -> {
            Record added = new Record();
            added.id = 1L;
            added.ssn = "secret";
            session.persist(added);
        });

        assertThat(db.<String>call(session -> session.createNativeQuery(
                                "select k.* from kay\u0131t k where k.id = 1", Record.class)
                        .getSingleResult()
                        .ssn))
                .isEqualTo("secret");
    }
}
