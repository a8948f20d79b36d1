package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.TypedParameterValue;
import org.hibernate.type.StandardBasicTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One parameter has one bound value: what is searched for in an index is bound for nothing else, and never as plaintext. */
@OnHibernate72
class ParameterUseTest extends DatabaseTest {

    @Entity(name = "Contact")
    static class Contact {
        @Id
        Long id;

        String name;

        @Encrypted
        String secret;

        @Encrypted
        String remark;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        @BlindIndex
        String other;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String letter;

        @Encrypted
        @BlindIndex(domain = "shared")
        String mailA;

        @Encrypted
        @BlindIndex(domain = "shared")
        String mailB;

        @ElementCollection(fetch = FetchType.EAGER)
        Set<String> tags = new HashSet<>();

        Contact() {}

        Contact(long id, String name, String value) {
            this.id = id;
            this.name = name;
            this.email = value;
            this.other = value;
            this.letter = value;
            this.mailA = value;
            this.mailB = value;
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Contact.class};
    }

    @BeforeEach
    void twoContacts() {
        db.run(session -> {
            session.createSelectionQuery("from Contact", Contact.class).list().forEach(session::remove);
            session.flush();
            session.persist(new Contact(1, "a", "a"));
            session.persist(new Contact(2, "a", "b"));
            session.persist(new Contact(3, "b", null));
        });
        db.forgetStatements();
    }

    private void assertRefused(Runnable query) {
        db.forgetStatements();
        assertThatThrownBy(query::run)
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("parameter");
        assertThat(db.statements("select")).isEmpty();
        assertThat(db.statements("update")).isEmpty();
        assertThat(db.statements("delete")).isEmpty();
    }

    private List<Long> ids(String hql, Consumer<SelectionQuery<Long>> parameters) {
        return db.call(session -> {
            SelectionQuery<Long> query = session.createSelectionQuery(hql, Long.class);
            parameters.accept(query);
            return query.list();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c.id from Contact c where c.name = :x or c.email = :x",
                "select c.id from Contact c where c.email = :x or c.name = :x",
                "select c.id from Contact c where c.name = :x or c.letter = :x",
                "select c.id from Contact c where c.letter = :x or c.name = :x",
                "select c.id from Contact c where c.name = :x or c.email in (:x, 'z')",
                "select c.id from Contact c where c.email in ('z', :x) or c.name = :x",
                "select c.id from Contact c where :x member of c.tags or c.email = :x",
                "select c.id from Contact c where c.email = :x or :x member of c.tags",
                "select c.id from Contact c where length(:x) = 3 or c.letter = :x",
                "select c.id from Contact c where c.letter = :x or length(:x) = 3",
                "select c.id from Contact c where c.letter = :x or c.name like :x",
                "select c.id from Contact c where c.letter = :x and :x is null and :x = 'a'",
                "select c.id from Contact c where c.email = :x or c.other = :x",
                "select c.id from Contact c where c.other = :x or c.letter = :x",
                "select c.id from Contact c where c.email = :x or exists (select d.id from Contact d where d.name = :x)"
            })
    void aSearchedParameterIsUsedForNothingElse(String hql) {
        assertRefused(() -> ids(hql, query -> query.setParameter("x", "a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c.id from Contact c where c.name in (:l) or c.email in (:l)",
                "select c.id from Contact c where c.email in (:l) or c.name in (:l)",
                "select c.id from Contact c where c.letter in (:l) or c.name in (:l)",
                "select c.id from Contact c where c.name in (:l) or c.letter in (:l)",
                "select c.id from Contact c where c.email in (:l) or c.other in (:l)"
            })
    void aSearchedListIsUsedForNothingElse(String hql) {
        assertRefused(() -> ids(hql, query -> query.setParameter("l", List.of("a", "b"))));
        assertRefused(() -> ids(hql, query -> query.setParameterList("l", List.of("a"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Contact c set c.name = :x where c.email = :x",
                "update Contact c set c.name = :x where c.letter = :x",
                "update Contact c set c.email = :x where c.name = :x",
                "update Contact c set c.letter = :x where c.name = :x",
                "update Contact c set c.secret = :x, c.name = :x where c.id = 1",
                "update Contact c set c.name = :x, c.secret = :x where c.id = 1",
                "update Contact c set c.email = :x where c.other = :x",
                "update Contact c set c.secret = :x where c.other = :x",
                "update Contact c set c.email = :x where c.letter = :x",
                "update Contact c set c.secret = :x where :x is not null",
                "update Contact c set c.secret = :x where c.name > :x",
                "delete Contact c where c.email = :x and c.name = :x"
            })
    void aStatementThatWouldBindOneParameterInTwoWaysChangesNothing(String hql) {
        assertRefused(() -> db.run(session ->
                session.createMutationQuery(hql).setParameter("x", "a").executeUpdate()));
        assertThat(db.call(session -> session.find(Contact.class, 1L)).name).isEqualTo("a");
    }

    @Test
    void criteriaParametersAreNotSharedEither() {
        for (boolean plainFirst : new boolean[] {true, false}) {
            assertRefused(() -> db.run(session -> {
                var builder = session.getCriteriaBuilder();
                var query = builder.createQuery(Contact.class);
                var root = query.from(Contact.class);
                var value = builder.parameter(String.class);
                var plain = builder.equal(root.get("name"), value);
                var encrypted = builder.equal(root.get("email"), value);
                query.where(plainFirst ? builder.or(plain, encrypted) : builder.or(encrypted, plain));
                session.createQuery(query).setParameter(value, "a").list();
            }));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c.id from Contact c where (:x is null or c.email = :x) order by c.id",
                "select c.id from Contact c where (c.email = :x or :x is null) order by c.id",
                "select c.id from Contact c where (:x is null or c.letter = :x) order by c.id",
                "select c.id from Contact c where (c.letter = :x or :x is null) order by c.id",
                "select c.id from Contact c where (c.email = :x or not (:x is not null)) order by c.id",
                "select c.id from Contact c where (:x is null or c.mailA = :x or c.mailB = :x) order by c.id"
            })
    void aConditionCanBeLeftOutByANullParameter(String hql) {
        assertThat(ids(hql, query -> query.setParameter("x", "a"))).containsExactly(1L);
        assertThat(ids(hql, query -> query.setParameter("x", null))).containsExactly(1L, 2L, 3L);
        assertThat(ids(hql, query -> query.setParameter("x", "nobody"))).isEmpty();
    }

    @Test
    void criteriaConditionCanBeLeftOutByANullParameter() {
        for (String value : new String[] {"a", null}) {
            List<Contact> found = db.call(session -> {
                var builder = session.getCriteriaBuilder();
                var query = builder.createQuery(Contact.class);
                var root = query.from(Contact.class);
                var parameter = builder.parameter(String.class);
                query.where(builder.or(builder.equal(root.get("letter"), parameter), builder.isNull(parameter)));
                return session.createQuery(query).setParameter(parameter, value).list();
            });
            assertThat(found).hasSize(value == null ? 3 : 1);
        }
    }

    @Test
    void attributesOfOneDomainShareAParameter() {
        assertThat(ids(
                        "select c.id from Contact c where c.mailA = :x or c.mailB in (:x, 'z')",
                        query -> query.setParameter("x", "b")))
                .containsExactly(2L);
        assertThat(ids(
                        "select c.id from Contact c where c.mailA in (:l) and c.mailB in (:l) order by c.id",
                        query -> query.setParameter("l", List.of("a", "b"))))
                .containsExactly(1L, 2L);
    }

    @Test
    void oneParameterIsAssignedToTwoEncryptedAttributesOrRefused() {
        db.run(session -> session.createMutationQuery(
                        "update Contact c set c.secret = :x, c.remark = :x where c.id = 1")
                .setParameter("x", "same")
                .executeUpdate());

        Contact found = db.call(session -> session.find(Contact.class, 1L));
        assertThat(found.secret).isEqualTo("same");
        assertThat(found.remark).isEqualTo("same");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "letter"})
    void anExplicitTypeNeverBindsPlaintext(String attribute) {
        for (String hql : new String[] {
            "select c.id from Contact c where c." + attribute + " = :x",
            "select c.id from Contact c where :x = c." + attribute,
            "select c.id from Contact c where c." + attribute + " in (:x)",
            "select c.id from Contact c where c." + attribute + " in (:x, 'z')",
            "select c.id from Contact c where :x is null or c." + attribute + " = :x",
            "select c.id from Contact c where c." + attribute + " = :x or :x is null"
        }) {
            assertThat(ids(hql, query -> query.setParameter("x", "a", String.class)))
                    .as(hql)
                    .containsExactly(1L);
            assertThat(ids(hql, query -> query.setParameter("x", "a", StandardBasicTypes.STRING)))
                    .as(hql)
                    .containsExactly(1L);
            assertThat(ids(
                            hql,
                            query ->
                                    query.setParameter("x", new TypedParameterValue<>(StandardBasicTypes.STRING, "a"))))
                    .as(hql)
                    .containsExactly(1L);
        }
        String in = "select c.id from Contact c where c." + attribute + " in (:x)";
        assertRefused(() -> ids(in, query -> query.setParameterList("x", List.of("a", "b"), String.class)));
        assertRefused(() -> ids(in, query -> query.setParameterList("x", List.of("a"), StandardBasicTypes.STRING)));
        assertRefused(() -> ids(in, query -> query.setParameterList("x", new String[] {"a"}, String.class)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "email", "letter"})
    void anExplicitlyTypedAssignmentIsNeverPlaintext(String attribute) {
        db.run(session -> session.createMutationQuery("update Contact c set c." + attribute + " = :x where c.id = 3")
                .setParameter("x", "typed", String.class)
                .executeUpdate());
        db.run(session -> session.createMutationQuery(
                        "insert into Contact (id, name, " + attribute + ") values (4, 'n', :x)")
                .setParameter("x", "typed", StandardBasicTypes.STRING)
                .executeUpdate());

        for (long id : new long[] {3, 4}) {
            assertThat(db.<String>call(session -> session.createSelectionQuery(
                                    "select c." + attribute + " from Contact c where c.id = " + id, String.class)
                            .getSingleResult()))
                    .isEqualTo("typed");
            Object stored = db.stored("select " + attribute + " from Contact where id = " + id);
            assertThat(
                            stored instanceof byte[] bytes
                                    ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                                    : (String) stored)
                    .doesNotContain("typed");
        }
    }

    @Test
    void untypedAndCriteriaParametersAndPropertiesAreFound() {
        for (String attribute : new String[] {"email", "letter"}) {
            assertThat(ids(
                            "select c.id from Contact c where c." + attribute + " = :email",
                            query -> query.setProperties(java.util.Map.of("email", "b"))))
                    .containsExactly(2L);
            assertThat(ids(
                            "select c.id from Contact c where c." + attribute + " in (:x)",
                            query -> query.setParameter("x", List.of("b", "z"))))
                    .containsExactly(2L);
            db.run(session -> {
                var builder = session.getCriteriaBuilder();
                var query = builder.createQuery(Contact.class);
                var root = query.from(Contact.class);
                var parameter = builder.parameter(String.class);
                query.where(builder.equal(root.get(attribute), parameter));
                assertThat(session.createQuery(query)
                                .setParameter(parameter, "b")
                                .getSingleResult()
                                .id)
                        .isEqualTo(2L);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select c.id from Contact c where c.mailA in (select d.mailB from Contact d union select e.email from"
                        + " Contact e)",
                "select c.id from Contact c where c.mailA = any (select d.mailB from Contact d union all select"
                        + " e.email from Contact e)",
                "select c.id from Contact c where c.mailA <> all (select e.email from Contact e)"
            })
    void subqueriesOfAnotherDomainAreRefused(String hql) {
        assertThatThrownBy(() -> ids(hql, query -> {})).isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("select")).isEmpty();
    }

    @Test
    void anyAllAndInSelectEntitiesAndAttributesOfTheSameDomain() {
        assertThat(ids(
                        "select c.id from Contact c where c.mailA = any (select d.mailB from Contact d) order by c.id",
                        query -> {}))
                .containsExactly(1L, 2L);
        assertThat(ids(
                        "select c.id from Contact c where c.mailA <> all (select d.mailB from Contact d where d.id = 1)",
                        query -> {}))
                .containsExactly(2L);
        assertThat(ids(
                        "select c.id from Contact c where c in (select d from Contact d where d.email = 'b')",
                        query -> {}))
                .containsExactly(2L);
    }
}
