package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hibernate's domain model has one attribute for all entities that inherit it or embed it, but each entity has its own column,
 * whose index is computed with a key of its own.
 */
@OnHibernate72
class SharedAttributesTest extends DatabaseTest {

    @Embeddable
    static class Contact {
        @Encrypted
        @BlindIndex
        String phone;

        Contact() {}

        Contact(String phone) {
            this.phone = phone;
        }
    }

    @MappedSuperclass
    static class Party {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted(storage = Storage.TEXT)
        @BlindIndex
        String city;

        Contact contact;

        <P extends Party> P filled(Class<P> type) {
            id = 1L;
            email = "e@example.org";
            city = "Bern";
            contact = new Contact("117");
            return type.cast(this);
        }
    }

    @Entity(name = "Buyer")
    static class Buyer extends Party {}

    @Entity(name = "Seller")
    static class Seller extends Party {}

    @Entity(name = "Agent")
    static class Agent extends Party {}

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Buyer.class, Seller.class, Agent.class};
    }

    @BeforeEach
    void insert() {
        db.run(session -> {
            for (String entity : List.of("Buyer", "Seller", "Agent")) {
                session.createMutationQuery("delete from " + entity).executeUpdate();
            }
            session.persist(new Buyer().filled(Buyer.class));
            session.persist(new Seller().filled(Seller.class));
            session.persist(new Agent().filled(Agent.class));
        });
    }

    private long count(String entity, String restriction, Object value) {
        return db.call(session -> session.createSelectionQuery(
                        "select count(p) from " + entity + " p where p." + restriction, Long.class)
                .setParameter("value", value)
                .getSingleResult());
    }

    @Test
    void anInheritedAttributeIsFoundInEveryEntityThatInheritsIt() {
        for (String entity : List.of("Buyer", "Seller", "Agent")) {
            assertThat(count(entity, "email = :value", "e@example.org"))
                    .as(entity)
                    .isEqualTo(1);
            assertThat(count(entity, "email <> :value", "e@example.org"))
                    .as(entity)
                    .isZero();
            assertThat(count(entity, "email in (:value, 'other')", "e@example.org"))
                    .as(entity)
                    .isEqualTo(1);
            assertThat(count(entity, "city = :value", "Bern")).as(entity).isEqualTo(1);
        }
    }

    @Test
    void anAttributeOfAnEmbeddableIsFoundInEveryEntityThatEmbedsIt() {
        for (String entity : List.of("Buyer", "Seller", "Agent")) {
            assertThat(count(entity, "contact.phone = :value", "117"))
                    .as(entity)
                    .isEqualTo(1);
            assertThat(count(entity, "contact.phone = :value", "118"))
                    .as(entity)
                    .isZero();
        }
    }

    @Test
    void bulkUpdatesAndDeletesFindInheritedAttributes() {
        for (String entity : List.of("Buyer", "Seller", "Agent")) {
            int updated = db.call(session -> session.createMutationQuery(
                            "update " + entity + " set email = :new where email = :old and city = :city")
                    .setParameter("new", "n@example.org")
                    .setParameter("old", "e@example.org")
                    .setParameter("city", "Bern")
                    .executeUpdate());
            assertThat(updated).as(entity).isEqualTo(1);
            int deleted = db.call(session -> session.createMutationQuery("delete from " + entity + " where email = :e")
                    .setParameter("e", "n@example.org")
                    .executeUpdate());
            assertThat(deleted).as(entity).isEqualTo(1);
        }
    }

    @Test
    void criteriaFindInheritedAttributes() {
        for (Class<? extends Party> type : List.of(Buyer.class, Seller.class, Agent.class)) {
            assertThat(byCriteria(type)).as(type.getSimpleName()).hasSize(1);
        }
    }

    private <P> List<P> byCriteria(Class<P> type) {
        return db.call(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(type);
            var root = query.from(type);
            query.where(
                    builder.equal(root.get("email"), "e@example.org"),
                    builder.equal(root.get("contact").get("phone"), builder.parameter(String.class, "phone")));
            return session.createSelectionQuery(query)
                    .setParameter("phone", "117")
                    .list();
        });
    }

    @Test
    void aQueryOverTheMappedSuperclassFindsTheRowsOfAllItsEntities() {
        List<Party> found = db.call(session -> session.createSelectionQuery(
                        "from " + Party.class.getName() + " p where p.email = :value", Party.class)
                .setParameter("value", "e@example.org")
                .list());
        assertThat(found).hasSize(3);
    }

    @Test
    void oneParameterComparedWithTheSameAttributeOfTwoEntitiesIsRefused() {
        assertThatThrownBy(() -> db.run(session -> session.createSelectionQuery(
                                "select b.id from Buyer b, Seller s where b.email = :value and s.email = :value",
                                Long.class)
                        .setParameter("value", "e@example.org")
                        .list()))
                .hasStackTraceContaining("Buyer.email")
                .hasStackTraceContaining("Seller.email")
                .hasStackTraceContaining("use two parameters");
    }

    @Test
    void comparingTheInheritedAttributeOfTwoEntitiesIsRefused() {
        assertThatThrownBy(() -> db.run(session -> session.createSelectionQuery(
                                "select b.id from Buyer b, Seller s where b.email = s.email", Long.class)
                        .list()))
                .hasStackTraceContaining("whose blind index is of another domain");
    }
}
