package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.TenantVersions.Car;
import io.rowseal.hibernate.TenantVersions.CarOfOtherType;
import io.rowseal.hibernate.TenantVersions.OfOtherEpoch;
import io.rowseal.hibernate.TenantVersions.OfOtherType;
import io.rowseal.hibernate.TenantVersions.OfRenamedTable;
import io.rowseal.hibernate.TenantVersions.PlainMember;
import io.rowseal.hibernate.TenantVersions.Vehicle;
import io.rowseal.hibernate.TenantVersions.WithOtherFile;
import io.rowseal.hibernate.TenantVersions.WithOtherIban;
import io.rowseal.hibernate.TenantVersions.WithOtherPhones;
import io.rowseal.hibernate.Tenants.Member;
import io.rowseal.hibernate.Tenants.Note;
import io.rowseal.hibernate.Tenants.PayingMember;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.spi.KekRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The data check of a start opens rows of tenants too, each in the scope that its tenant column says. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
@OnHibernate72
class TenantDataCheckTest {

    @Parameter
    TestDatabase database;

    private final RecordingMasterKeyStore masterKeys = new RecordingMasterKeyStore();
    private final InMemoryKekStore keks = new InMemoryKekStore();
    private KeyRing ring;
    private String url;

    @BeforeEach
    void store() {
        url = database.newDatabase();
        ring = ring(keks, UnaryOperator.identity());
        try (TenantSessions db = new TenantSessions(url, database.user(), ring, Map.of(), Tenants.all())) {
            db.run("a", session -> {
                session.persist(new Note(1, "anna"));
                session.persist(new Note(2, "anton"));
                session.persist(new PayingMember(1, "anna"));
            });
            db.run("b", session -> {
                session.persist(new Note(3, "bert"));
                session.persist(new Note(4, "berta"));
                session.persist(new Member(2, "bert"));
            });
        }
    }

    @AfterEach
    void close() {
        ring.close();
        masterKeys.close();
    }

    /** A ring with the same master keys, which outlive it. */
    private KeyRing ring(InMemoryKekStore records, UnaryOperator<byte[]> unwrapped) {
        return KeyRing.builder()
                .masterKeyStore(BrokenKeys.master(masterKeys, unwrapped))
                .kekStore(records)
                .build();
    }

    private TenantSessions start(KeyRing keys, Map<String, Object> settings, Class<?>... entities) {
        Map<String, Object> all = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "none"));
        all.putAll(settings);
        return new TenantSessions(url, database.user(), keys, all, entities);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Class<?>... entities) {
        return assertThatThrownBy(() -> start(ring, Map.of(), entities)).isInstanceOf(ConfigurationException.class);
    }

    private void execute(String sql, Object... parameters) {
        try (TenantSessions plain = start(ring, Map.of(RowsealSettings.DATA_CHECK, "skip"), Note.class)) {
            plain.execute(sql, parameters);
        }
    }

    @Test
    void startsWithTheRowsOfAllTenants() {
        start(ring, Map.of(), Tenants.all()).close();
    }

    @Test
    void f02_refusesAnotherType() {
        assertRefused(OfOtherType.class)
                .hasMessageContaining("OfOtherType.content' in table 'Note' cannot be read: they are stored as")
                .hasMessageContaining("docs/migration.md#change-the-type-of-an-attribute")
                .hasMessageNotContaining("anna");
    }

    @Test
    void f02_refusesAnotherTypeInASecondaryTableAndInACollection() {
        assertRefused(WithOtherFile.class)
                .hasMessageContaining("WithOtherFile.file' in table 'MemberFile' cannot be read: they are stored as");
        assertRefused(WithOtherPhones.class)
                .hasMessageContaining("phones")
                .hasMessageContaining("in table 'Member_phones' cannot be read: they are stored as");
    }

    @Test
    void f01c_refusesAnotherEpoch() {
        assertRefused(OfOtherEpoch.class)
                .hasMessageContaining("OfOtherEpoch.word' in table 'Note' cannot be searched: 4 of 4 looked-at values"
                        + " cannot be found")
                .hasMessageContaining("in the whole table 4 values have no index of the epoch that searches compute")
                .hasMessageContaining("Give @BlindIndex its former epoch and domain");
    }

    @Test
    void f20_refusesATenantWhoseKeysAreLost() {
        try (KeyRing partial = ring(without("b"), UnaryOperator.identity())) {
            assertThatThrownBy(() -> start(partial, Map.of(), Note.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasCauseInstanceOf(UnknownKeyException.class)
                    .hasMessageContaining(
                            "none of the 4 looked-at values of the tenant with scope 'b' can be read, such as"
                                    + " that of attribute 'io.rowseal.hibernate.Tenants$Note.content' in table 'Note'")
                    .hasMessageContaining("the KEK table holds no key of scope 'b', so it was emptied")
                    .hasMessageContaining("Restore the KEK table")
                    .hasMessageNotContaining("scope 'a'");
        }
    }

    @Test
    void f20_refusesATenantWithKeysOfAnotherSystem() {
        try (KeyRing partial = ring(without("b"), UnaryOperator.identity())) {
            try (TenantSessions elsewhere =
                    new TenantSessions(database.newDatabase(), database.user(), partial, Map.of(), Note.class)) {
                elsewhere.run("b", session -> session.persist(new Note(1, "other")));
            }
            assertThatThrownBy(() -> start(partial, Map.of(), Note.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("none of the 4 looked-at values of the tenant with scope 'b' can be read")
                    .hasMessageContaining("the KEK table holds keys of scope 'b', but not those of this data");
        }
    }

    private InMemoryKekStore without(String scope) {
        InMemoryKekStore partial = new InMemoryKekStore();
        for (KekRecord found : keks.all()) {
            if (!found.scope().equals(scope)) {
                partial.insert(found);
            }
        }
        return partial;
    }

    @Test
    void f20_refusesOtherScopesOfTheTenants() {
        TenantScopes other = tenant -> tenant.equals("a") ? "a" : "tenant-" + tenant;

        assertThatThrownBy(() -> start(ring, Map.of(RowsealSettings.TENANT_SCOPES, other), Note.class))
                .isInstanceOf(ConfigurationException.class)
                .hasCauseInstanceOf(WrongContextException.class)
                .hasMessageContaining("of the tenant with scope 'tenant-b' can be read")
                .hasMessageContaining("'" + RowsealSettings.TENANT_SCOPES + "'")
                .hasMessageNotContaining("'" + RowsealSettings.SCOPE + "'");
    }

    @Test
    void f02_refusesAnotherTypeInTablesOfSubclasses() {
        assertRefused(PlainMember.class, WithOtherIban.class)
                .hasMessageContaining("WithOtherIban.iban' in table 'PayingMember' cannot be read: they are stored as");
        url = database.newDatabase();
        try (TenantSessions db = new TenantSessions(url, database.user(), ring, Map.of(), Vehicle.class, Car.class)) {
            Car car = new Car();
            car.id = 1L;
            car.plate = "plate";
            db.run("a", session -> session.persist(car));
        }
        start(ring, Map.of(), Vehicle.class, Car.class).close();
        assertRefused(Vehicle.class, CarOfOtherType.class)
                .hasMessageContaining("CarOfOtherType.plate' in table 'tenant_car' cannot be read: they are stored as");
    }

    @Test
    void f20_refusesARenamedTable() {
        execute("alter table Note rename to Remark");

        assertRefused(OfRenamedTable.class)
                .hasCauseInstanceOf(WrongContextException.class)
                .hasMessageContaining(
                        "OfRenamedTable.content' in table 'Remark' cannot be read: table 'Remark' or column"
                                + " 'content' was renamed, give the former name");
    }

    @Test
    void f20_refusesTheRowsOfOneTenantThatWereMovedToAnother() {
        try (TenantSessions db = start(ring, Map.of(), Tenants.all())) {
            db.run("c", session -> session.persist(new Note(5, "carl")));
        }
        execute("update Note set tenant = 'c' where id < 3");
        execute("delete from Note where id = 5");

        assertRefused(Note.class)
                .hasMessageContaining("none of the 4 looked-at values of the tenant with scope 'c' can be read")
                .hasMessageContaining("another program moved them here from another tenant");
    }

    @Test
    void oneRowOfAnotherTenantOrDamagedOneDoesNotStopTheStart() {
        execute("update Note set tenant = 'b' where id = 1");
        execute("update Note set content = ? where id = 2", new byte[] {1, 2, 3});

        start(ring, Map.of(), Note.class).close();
    }

    @Test
    void refusesWhatNoTenantCanRead() {
        execute("update Note set content = word");

        assertRefused(Note.class)
                .hasCauseInstanceOf(TamperedException.class)
                .hasMessageContaining("Note.content' in table 'Note' cannot be read")
                .hasMessageContaining("was renamed");
    }

    @Test
    void aTenantWhoseStoreIsOutOfReachDoesNotStopTheStartButOthersAreLookedAt() {
        try (KeyRing unavailable = ring(keks, key -> {
            throw new KeyUnavailableException("out of reach");
        })) {
            start(unavailable, Map.of(), Note.class).close();
        }
        AtomicInteger calls = new AtomicInteger();
        try (KeyRing first = ring(keks, key -> {
            if (calls.getAndIncrement() == 0) {
                throw new KeyUnavailableException("out of reach");
            }
            return key;
        })) {
            assertThatThrownBy(() -> start(first, Map.of(), OfOtherEpoch.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("2 of 2 looked-at values cannot be found");
        }
    }

    @Test
    void aTenantWithoutAScopeDoesNotStopTheStart() {
        TenantScopes scopes = tenant -> {
            if (tenant.equals("b")) {
                throw new IllegalArgumentException("left");
            }
            return String.valueOf(tenant);
        };
        start(ring, Map.of(RowsealSettings.TENANT_SCOPES, scopes), Note.class).close();
    }

    @Test
    void looksAtAFewTenantsOnly() {
        try (TenantSessions db = start(ring, Map.of(), Note.class)) {
            for (int i = 10; i < 60; i++) {
                long id = i;
                db.run("tenant " + i, session -> session.persist(new Note(id, "note")));
            }
        }
        masterKeys.unwraps.set(0);
        try (KeyRing again = ring(keks, UnaryOperator.identity())) {
            start(again, Map.of(), Note.class).close();
        }
        assertThat(masterKeys.unwraps.get()).isBetween(2, 20);
    }
}
