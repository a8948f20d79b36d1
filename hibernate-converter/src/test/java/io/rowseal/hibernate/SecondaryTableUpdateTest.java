package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.SecondaryTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bulk updates of attributes in a secondary table, which Hibernate sends in several statements. */
@OnHibernate72
class SecondaryTableUpdateTest extends DatabaseTest {

    @Entity(name = "Sheaf")
    @SecondaryTable(name = "sheaf_more")
    static class Sheaf {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String name;

        @Encrypted
        @Column(table = "sheaf_more")
        String note;

        @Encrypted(storage = Storage.TEXT)
        @Column(table = "sheaf_more", length = 400)
        String letter;

        @Encrypted
        @BlindIndex
        @Column(table = "sheaf_more")
        String mail;

        @Column(table = "sheaf_more")
        String plain;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Sheaf.class};
    }

    @BeforeEach
    void store() {
        db.run(session -> {
            session.createMutationQuery("delete from Sheaf").executeUpdate();
            for (long i = 1; i <= 3; i++) {
                Sheaf sheaf = new Sheaf();
                sheaf.id = i;
                sheaf.name = "n" + i;
                if (i < 3) {
                    sheaf.note = "o" + i;
                    sheaf.letter = "l" + i;
                    sheaf.mail = "m" + i;
                    sheaf.plain = "p" + i;
                }
                session.persist(sheaf);
            }
        });
    }

    private int update(String hql, Object... parameters) {
        return db.call(session -> {
            var query = session.createMutationQuery(hql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    private String values(long id) {
        return db.call(session -> {
            Sheaf found = session.find(Sheaf.class, id);
            return String.join(" ", found.name, found.note, found.letter, found.mail, found.plain);
        });
    }

    @Test
    void f26a_literalsAreAssigned() {
        update("update Sheaf set note = 'b' where id < 3");
        update("update Sheaf set letter = 'c', plain = 'q' where name = 'n1'");
        update("update Sheaf set mail = 'd' where mail = 'm1'");

        assertThat(values(1)).isEqualTo("n1 b c d q");
        assertThat(values(2)).isEqualTo("n2 b l2 m2 p2");
    }

    @Test
    void f26b_parametersAreAssigned() {
        update("update Sheaf set note = ?1, letter = ?2, mail = ?3, name = ?4 where id = 2", "b", "c", "d", "e");
        update("update Sheaf set note = ?1 where mail = ?2 and name = ?3", "f", "d", "e");

        assertThat(values(1)).isEqualTo("n1 o1 l1 m1 p1");
        assertThat(values(2)).isEqualTo("e f c d p2");
        assertThat(db.<Long>call(session -> session.createSelectionQuery(
                                "select s.id from Sheaf s where s.mail = 'd' and s.name = 'e'", Long.class)
                        .getSingleResult()))
                .isEqualTo(2L);
    }

    @Test
    void f26c_nullIsAssigned() {
        update("update Sheaf set note = null, letter = null where id = 1");

        assertThat(values(1)).isEqualTo("n1 null null m1 p1");
    }

    @Test
    void f26d_rowsThatAreMissingAreInserted() {
        update("update Sheaf set note = 'b', letter = ?1, mail = 'd' where id = 3", "c");

        assertThat(values(3)).isEqualTo("n3 b c d null");
    }

    @Test
    void f26e_comparisonsWithoutIndexAreStillRefused() {
        assertThatThrownBy(() -> update("update Sheaf set note = 'b' where note = 'o1'"))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("note");
        assertThat(values(1)).isEqualTo("n1 o1 l1 m1 p1");
    }
}
