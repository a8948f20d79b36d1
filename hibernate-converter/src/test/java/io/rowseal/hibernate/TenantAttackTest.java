package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.Tenants.Member;
import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.hibernate.Tenants.PayingMember;
import io.rowseal.keys.KeyRing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who can write the database gives one tenant data of another. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class TenantAttackTest {

    @Parameter
    TestDatabase database;

    private KeyRing ring;
    private TenantSessions db;

    @BeforeEach
    void open() {
        ring = TestKeyRing.create();
        db = new TenantSessions(database, ring, Map.of(), Tenants.all());
        db.run("a", session -> {
            session.persist(new PayingMember(1, "anna"));
            session.persist(new Note(1, "of a"));
        });
        db.run("b", session -> {
            session.persist(new Member(2, "bert"));
            session.persist(new Note(2, "of b"));
        });
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void attack02_aRowOfAnotherTenantIsRefusedOnAColdAndAWarmCache() {
        db.run("a", session -> session.find(Note.class, 1L));
        db.execute("update Note set tenant = 'b' where id = 1");
        db.execute("update Member set tenant = 'b' where id = 1");

        for (int i = 0; i < 2; i++) {
            assertRefused(() -> db.run("b", session -> session.find(Note.class, 1L)));
            assertRefused(() -> db.run("b", session -> session.find(Member.class, 1L)));
        }
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("PayingMember.iban' in table 'PayingMember' cannot be read")
                .hasMessageContaining("the rows were moved here from another tenant or table");
        try (TenantSessions cold = start(Map.of(RowsealSettings.DATA_CHECK, "skip"))) {
            for (int i = 0; i < 2; i++) {
                assertRefused(() -> cold.run("b", session -> session.find(Note.class, 1L)));
                assertRefused(() -> cold.run("b", session -> session.find(Member.class, 1L)));
                assertRefused(() -> cold.stateless("b", session -> session.get(Note.class, 1L)));
            }
        }
    }

    private TenantSessions start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("hibernate.hbm2ddl.auto", "none");
        return new TenantSessions(db.sessions().url, db.sessions().user(), ring, all, Tenants.all());
    }

    @Test
    void attack02_aCellOfAnotherTenantIsRefusedWithAndWithoutItsRowKey() {
        db.execute("update Note set content = ? where id = 2", db.bytes("select content from Note where id = 1"));

        assertThatThrownBy(() -> db.run("b", session -> session.find(Note.class, 2L)))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(TamperedException.class);

        db.execute("update Note set row_key = ? where id = 2", db.bytes("select row_key from Note where id = 1"));

        assertRefused(() -> db.run("b", session -> session.find(Note.class, 2L)));
    }

    @Test
    void attack02_aRowKeyOfAnotherTenantIsNotWrittenBack() {
        db.execute("update Note set content = null, word = null where id = 2");
        db.execute("update Note set row_key = ? where id = 2", db.bytes("select row_key from Note where id = 1"));

        assertThatThrownBy(() -> db.run("b", session -> session.find(Note.class, 2L).content = "new"))
                .isInstanceOf(WrongContextException.class);
        assertThat(db.rows("select content from Note where id = 2").get(0)[0]).isNull();
    }

    @Test
    void attack02_aSealedValueOfAnotherTenantIsRefused() {
        db.run(
                "a",
                session -> assertThat(session.createMutationQuery("update Note set content = 'in bulk'")
                                .executeUpdate())
                        .isEqualTo(1));
        assertThat(db.<String>call("a", session -> session.find(Note.class, 1L).content))
                .isEqualTo("in bulk");
        db.execute("update Note set content = ? where id = 2", db.bytes("select content from Note where id = 1"));

        assertRefused(() -> db.run("b", session -> session.find(Note.class, 2L)));
    }

    @Test
    void attack02_collectionsAndSecondaryTablesOfAnotherTenantAreRefused() {
        db.execute(
                "update Member_phones set phones = ? where Member_id = 2",
                db.bytes("select phones from Member_phones where Member_id = 1"));

        assertRefused(() ->
                db.run("b", session -> org.hibernate.Hibernate.initialize(session.find(Member.class, 2L).phones)));

        db.factory().getCache().evictAllRegions();
        byte[] rowKey = db.bytes("select row_key from MemberFile where id = 1");
        byte[] file = db.bytes("select contents from MemberFile where id = 1");
        db.execute("update MemberFile set row_key = ?, contents = ? where id = 2", rowKey, file);

        assertRefused(() -> db.run("b", session -> session.find(Member.class, 2L)));
    }

    @Test
    void attack02_nativeSqlThatReadsAnotherTenantsRowIsRefused() {
        List<Note> own = db.call(
                "a",
                session -> session.createNativeQuery("select * from Note where id = 1", Note.class)
                        .list());
        assertThat(own)
                .singleElement()
                .satisfies(note -> assertThat(note.content).isEqualTo("of a"));

        assertRefused(() -> db.call(
                "b",
                session -> session.createNativeQuery("select * from Note", Note.class)
                        .list()));
    }

    @Test
    void indexesOfAnotherTenantAreNotFound() {
        byte[] ofA = db.bytes("select word_bidx from Note where id = 1");
        db.run("b", session -> session.persist(new Note(3, "of a")));

        assertThat(db.bytes("select word_bidx from Note where id = 3")).isNotEqualTo(ofA);
        List<Long> found = db.call(
                "b",
                session -> session.createSelectionQuery("select n.id from Note n where n.word = 'of a'", Long.class)
                        .list());
        assertThat(found).containsExactly(3L);
    }

    private static void assertRefused(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(WrongContextException.class);
    }
}
