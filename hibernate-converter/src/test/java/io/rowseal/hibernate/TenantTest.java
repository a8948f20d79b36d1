package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Tenants.Agency;
import io.rowseal.hibernate.Tenants.Member;
import io.rowseal.hibernate.Tenants.PayingMember;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import java.util.List;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Entities with {@code @TenantId}: each tenant has keys of its own. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class TenantTest {

    @Parameter
    TestDatabase database;

    private KekStore keks;
    private KeyRing ring;
    private TenantSessions db;

    @BeforeEach
    void open() {
        keks = TestKeyRing.records();
        ring = TestKeyRing.create(keks);
        db = new TenantSessions(database, ring, Map.of(), Tenants.all());
        db.run("a", session -> session.persist(new PayingMember(1, "anna")));
        db.run("b", session -> session.persist(new Member(2, "bert")));
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    @Test
    void eachTenantReadsWhatItWrote() {
        db.run("a", session -> {
            PayingMember anna = session.find(PayingMember.class, 1L);
            assertThat(anna.notes).isEqualTo("anna notes");
            assertThat(anna.iban).isEqualTo("anna iban");
            assertThat(anna.file).isEqualTo("anna file");
            assertThat(anna.phones).containsExactly("anna phone");
        });
        db.run("b", session -> {
            assertThat(session.find(Member.class, 1L)).isNull();
            assertThat(session.find(Member.class, 2L).notes).isEqualTo("bert notes");
        });
    }

    @Test
    void keysAreThoseOfTheTenantAndOfTheSettingForSharedEntities() {
        assertThat(scopes()).containsExactlyInAnyOrder("a", "b");

        db.run("b", session -> session.persist(new Agency(1, "agency@example.org")));

        assertThat(scopes()).containsExactlyInAnyOrder("a", "b", "default");
        db.run("a", session -> assertThat(session.find(Agency.class, 1L).mail).isEqualTo("agency@example.org"));
    }

    private List<String> scopes() {
        return keks.all().stream().map(KekRecord::scope).distinct().toList();
    }

    @Test
    void updatesKeepTheRowKeyAndStayReadable() {
        byte[] rowKey = db.bytes("select row_key from Member where id = 2");

        db.run("b", session -> {
            Member bert = session.find(Member.class, 2L);
            bert.notes = "changed";
            bert.phones.add("second");
        });

        assertThat(db.bytes("select row_key from Member where id = 2")).isEqualTo(rowKey);
        Member read = db.call("b", session -> {
            Member found = session.find(Member.class, 2L);
            assertThat(found.phones).containsExactly("bert phone", "second");
            return found;
        });
        assertThat(read.notes).isEqualTo("changed");
        assertThat(read.mail).isEqualTo("bert@example.org");
    }

    @Test
    void equalValuesHaveDifferentIndexesSoUniqueHoldsWithinATenant() {
        db.run("b", session -> {
            Member other = new Member(3, "other");
            other.mail = "anna@example.org";
            session.persist(other);
        });

        assertThat(db.bytes("select mail_bidx from Member where id = 3"))
                .isNotEqualTo(db.bytes("select mail_bidx from Member where id = 1"));
        assertThatThrownBy(() -> db.run("b", session -> {
                    Member third = new Member(4, "third");
                    third.mail = "anna@example.org";
                    session.persist(third);
                }))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void queriesFindTheRowsOfTheTenantOnly() {
        db.run("b", session -> {
            Member other = new Member(3, "other");
            other.mail = "anna@example.org";
            session.persist(other);
        });
        assertThat(idOf("a", "anna@example.org")).isEqualTo(1);
        assertThat(idOf("b", "anna@example.org")).isEqualTo(3);
    }

    private Long idOf(String tenant, String mail) {
        return db.call(
                tenant,
                session -> session.createSelectionQuery("from Member m where m.mail = :mail", Member.class)
                        .setParameter("mail", mail)
                        .getSingleResult()
                        .id);
    }

    @Test
    void naturalIdsAreThoseOfTheTenant() {
        db.run(
                "a",
                session -> assertThat(session.bySimpleNaturalId(Member.class).load("anna number").notes)
                        .isEqualTo("anna notes"));
        db.run(
                "b",
                session -> assertThat(session.bySimpleNaturalId(Member.class).load("anna number"))
                        .isNull());
    }
}
