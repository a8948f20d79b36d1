package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.context.spi.TenantSchemaMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A schema for each tenant: all rows are those of the session's tenant. */
@ParameterizedClass(name = "{0}")
@MethodSource("withSchemas")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class TenantSchemaTest {

    @Parameter
    TestDatabase database;

    private KekStore keks;
    private KeyRing ring;
    private String url;
    private TenantSessions db;

    static Stream<TestDatabase> withSchemas() {
        return TestDatabase.tested().stream().filter(tested -> tested != TestDatabase.MARIADB);
    }

    @BeforeEach
    void open() {
        keks = TestKeyRing.records();
        ring = TestKeyRing.create(keks);
        url = database.newDatabase();
        for (String schema : new String[] {"one", "two"}) {
            create(schema, Person.class);
        }
        db = sessions(Map.of(
                "hibernate.multi_tenant_connection_provider",
                new TenantConnections(url, database.user(), name("one"))));
        for (String tenant : new String[] {"one", "two"}) {
            db.run(name(tenant), session -> session.persist(new Person(1, tenant)));
        }
    }

    @AfterEach
    void close() {
        db.close();
        ring.close();
    }

    /** Schemas keep the case that the database gives names. */
    private String name(String schema) {
        return database == TestDatabase.H2 ? schema.toUpperCase(java.util.Locale.ROOT) : schema;
    }

    private TenantSessions sessions(Map<String, Object> settings) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        all.put("hibernate.hbm2ddl.auto", "none");
        return new TenantSessions(url, database.user(), ring, all, Person.class);
    }

    private void create(String schema, Class<?>... entities) {
        try (TestSessions creating = new TestSessions(
                url, database.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none", "rowseal.schema_check", "skip"))) {
            creating.execute("create schema " + schema);
        }
        new TestSessions(
                        url,
                        database.user(),
                        ring,
                        Map.of("hibernate.default_schema", schema, "rowseal.schema_check", "skip"),
                        entities)
                .close();
    }

    @Test
    void eachTenantReadsAndSearchesItsOwnSchemaWithItsOwnKeys() {
        for (String tenant : new String[] {"one", "two"}) {
            db.run(name(tenant), session -> {
                Person person = session.createSelectionQuery(
                                "from Person p where p.mail = 'same@example.org'", Person.class)
                        .getSingleResult();
                assertThat(person.notes).isEqualTo(tenant);
                assertThat(person.phones).containsExactly(tenant);
            });
        }
        assertThat(keks.all()).extracting(KekRecord::scope).containsOnly(name("one"), name("two"));
        assertThat(db.bytes("select mail_bidx from one.Person"))
                .isNotEqualTo(db.bytes("select mail_bidx from two.Person"));
    }

    @Test
    void attack02_rowsAndValuesOfAnotherSchemaAreRefused() {
        for (int i = 0; i < 2; i++) {
            db.execute("delete from two.Person_phones");
            db.execute("delete from two.Person");
            db.execute("insert into two.Person (id, row_key, notes, mail)"
                    + " select id, row_key, notes, mail from one.Person");

            assertRefused(session -> session.find(Person.class, 1L));
        }
        db.execute("update two.Person set row_key = null, notes = null, mail = null");
        db.execute("insert into two.Person_phones (Person_id, phones) select Person_id, phones from one.Person_phones");

        assertRefused(session -> session.find(Person.class, 1L));

        db.run(
                name("one"),
                session -> session.createMutationQuery("update Person set notes = 'bulk'")
                        .executeUpdate());
        db.execute("delete from two.Person_phones");
        db.execute("update two.Person set notes = (select notes from one.Person)");

        assertRefused(session -> session.find(Person.class, 1L));
        assertRefused(session -> session.createNativeQuery("select * from one.Person", Person.class)
                .list());
    }

    private void assertRefused(java.util.function.Consumer<org.hibernate.Session> reading) {
        assertThatThrownBy(() -> db.run(name("two"), reading))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(WrongContextException.class);
    }

    @Test
    void theSchemaOfAnyConnectionIsCheckedWhenTheApplicationStarts() {
        db.execute("alter table one.Person drop column row_key");

        assertThatThrownBy(() -> sessions(Map.of(
                                "hibernate.multi_tenant_connection_provider",
                                new TenantConnections(url, database.user(), name("one"))))
                        .close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("row_key");
        sessions(Map.of(
                        "hibernate.multi_tenant_connection_provider",
                        new TenantConnections(url, database.user(), name("two"))))
                .close();
    }

    @Test
    void aSchemaMapperGivesEachTenantItsOwnKeysToo() {
        TenantSchemaMapper<Object> mapper = tenant -> name(String.valueOf(tenant));
        try (TenantSessions mapped =
                sessions(Map.of("hibernate.multi_tenant.schema_mapper", mapper, "rowseal.schema_check", "skip"))) {
            mapped.run("one", session -> session.persist(new Person(2, "mapped")));
            mapped.run(
                    "one",
                    session -> assertThat(session.find(Person.class, 2L).notes).isEqualTo("mapped"));
        }
        assertThat(keks.all()).extracting(KekRecord::scope).contains("one").doesNotContain("default");
    }

    @Test
    void dataOfAFormerSingleTenantIsKeptByAScopeForIt() {
        db.execute("delete from one.Person_phones");
        db.execute("delete from one.Person");
        try (TestSessions former = new TestSessions(
                url,
                database.user(),
                ring,
                Map.of("hibernate.default_schema", "one", "hibernate.hbm2ddl.auto", "none"),
                Person.class)) {
            former.run(session -> session.persist(new Person(1, "former")));
        }
        TenantScopes scopes = tenant -> tenant.equals(name("one")) ? "default" : "tenant-" + tenant;
        try (TenantSessions mapped = sessions(Map.of(
                "hibernate.multi_tenant_connection_provider",
                new TenantConnections(url, database.user(), name("one")),
                RowsealSettings.TENANT_SCOPES,
                scopes))) {
            mapped.run(
                    name("one"),
                    session -> assertThat(session.find(Person.class, 1L).notes).isEqualTo("former"));
            mapped.run(name("two"), session -> session.persist(new Person(2, "new")));
        }
        assertThat(keks.all()).extracting(KekRecord::scope).contains("default", "tenant-" + name("two"));
    }

    @Entity(name = "Person")
    static class Person {
        @Id
        Long id;

        @Encrypted
        String notes;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String mail;

        @ElementCollection(fetch = FetchType.EAGER)
        @Encrypted
        List<String> phones = new ArrayList<>();

        Person() {}

        Person(long id, String notes) {
            this.id = id;
            this.notes = notes;
            this.mail = id == 1 ? "same@example.org" : null;
            this.phones.add(notes);
        }
    }
}
