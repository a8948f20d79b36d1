package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.annotations.NaturalId;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

/** Unique constraints, indexes and natural ids are on the index column of an encrypted attribute, or refused. */
@OnHibernate72
class KeyRefusalsTest extends RefusalCases {

    @Override
    Stream<Refusal> refused() {
        return Stream.of(
                refusal("nique", "@BlindIndex", WithUnique.class),
                refusal("unique", "@BlindIndex", WithUniqueConstraint.class),
                refusal("unique", "@BlindIndex", Craft.class, Plane.class),
                refusal("index", "secret_bidx", WithIndex.class),
                refusal("@Index on entity", "Java", WithFormulaIndex.class),
                refusal("unique", "@BlindIndex", WithNaturalId.class));
    }

    @Test
    void aUniqueConstraintOfSeveralColumnsHoldsWhetherItNamesTheColumnOrItsIndexColumn() {
        try (TestSessions db = start(UniquePerHouse.class)) {
            db.run(session -> session.persist(new UniquePerHouse(1, "a", "x")));
            db.run(session -> session.persist(new UniquePerHouse(2, "b", "y")));
            for (UniquePerHouse duplicate : List.of(new UniquePerHouse(3, "a", "z"), new UniquePerHouse(3, "c", "x"))) {
                assertThatThrownBy(() -> db.run(session -> session.persist(duplicate)))
                        .isInstanceOf(ConstraintViolationException.class);
            }
        }
    }

    @Test
    void theKeyOfANaturalIdIsOnTheIndexColumn() {
        try (TestSessions db = start(Natural.class)) {
            db.run(session -> session.persist(new Natural(1, "a")));
            Natural found =
                    db.call(session -> session.bySimpleNaturalId(Natural.class).load("a"));
            assertThat(found.id).isEqualTo(1);
            assertThatThrownBy(() -> db.run(session -> session.persist(new Natural(2, "a"))))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Craft {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = "secret"))
    static class Plane extends Craft {}

    @Entity
    static class WithUnique {
        @Id
        Long id;

        @Encrypted
        @Column(unique = true)
        String secret;
    }

    @Entity
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"plain", "secret"}))
    static class WithUniqueConstraint {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
    }

    @Entity
    @Table(indexes = @Index(columnList = "plain, secret desc"))
    static class WithIndex {
        @Id
        Long id;

        @Encrypted
        String secret;

        String plain;
    }

    @Entity
    @Table(indexes = @Index(columnList = "(lower(secret))"))
    static class WithFormulaIndex {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity
    static class WithNaturalId {
        @Id
        Long id;

        @Encrypted
        @NaturalId
        String secret;
    }

    @Entity
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"house", "email"}),
                @UniqueConstraint(columnNames = {"house", "phone_bidx"})
            })
    static class UniquePerHouse {
        @Id
        Long id;

        int house = 1;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        @BlindIndex
        String phone;

        UniquePerHouse() {}

        UniquePerHouse(long id, String email, String phone) {
            this.id = id;
            this.email = email;
            this.phone = phone;
        }
    }

    @Entity
    static class Natural {
        @Id
        Long id;

        @NaturalId
        @Encrypted
        @BlindIndex
        String email;

        Natural() {}

        Natural(long id, String email) {
            this.id = id;
            this.email = email;
        }
    }
}
