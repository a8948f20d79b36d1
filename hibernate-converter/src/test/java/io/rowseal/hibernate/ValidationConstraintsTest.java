package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.Length;
import org.hibernate.validator.constraints.Range;
import org.junit.jupiter.api.Test;

class ValidationConstraintsTest extends DatabaseTest {

    @Entity(name = "Constrained")
    static class Constrained {
        @Id
        Long id;

        @Encrypted
        @Size(max = 11)
        String ssn;

        @Encrypted
        @BlindIndex
        @Length(max = 5)
        String code;

        @Encrypted(storage = Storage.TEXT)
        @Size(max = 20)
        String city;

        @Encrypted
        @Min(18)
        @Max(120)
        Integer age;

        @Encrypted
        @Range(min = -5, max = 5)
        Long mood;

        @Encrypted
        @Digits(integer = 3, fraction = 2)
        BigDecimal weight;

        @Encrypted
        @NotNull
        String name;

        @Min(1)
        int plain;

        @Embedded
        @Valid
        Inner inner;
    }

    @Embeddable
    static class Inner {
        @Encrypted
        @Size(max = 3)
        String word;

        @Encrypted
        @Min(0)
        int number;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Constrained.class};
    }

    @Test
    void storesValuesInColumnsThatConstraintsDidNotShape() {
        db.run(session -> session.persist(valid(1)));

        Constrained found = db.call(session -> session.find(Constrained.class, 1L));

        assertThat(found.ssn).isEqualTo("123-45-6789");
        assertThat(found.code).isEqualTo("abcde");
        assertThat(found.city).isEqualTo("x".repeat(20));
        assertThat(found.age).isEqualTo(18);
        assertThat(found.mood).isEqualTo(-5L);
        assertThat(found.weight).isEqualTo(new BigDecimal("123.45"));
        assertThat(found.inner.word).isEqualTo("abc");
        Constrained byCode = db.call(session -> session.createSelectionQuery(
                        "from Constrained where code = 'abcde' and id = 1", Constrained.class)
                .getSingleResult());
        assertThat(byCode.id).isEqualTo(1);
    }

    @Test
    void leavesNoCheckOnEncryptedColumnsAndKeepsThoseOfOthers() {
        String name = db.call(session -> session.doReturningWork(Connection::getCatalog));
        List<String> checks = db
                .rows("select check_clause from information_schema.check_constraints where constraint_schema = 'public'"
                        + " or constraint_schema = 'PUBLIC' or constraint_schema = '" + name + "'")
                .stream()
                .map(row -> String.valueOf(row[0]).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(checks).anyMatch(check -> check.contains("plain"));
        assertThat(checks)
                .noneMatch(check -> check.contains("age") || check.contains("mood") || check.contains("number"));
    }

    @Test
    void stillValidatesTheDomainValues() {
        assertInvalid(constrained -> constrained.ssn = "123-45-67890");
        assertInvalid(constrained -> constrained.code = "abcdef");
        assertInvalid(constrained -> constrained.city = "x".repeat(21));
        assertInvalid(constrained -> constrained.age = 17);
        assertInvalid(constrained -> constrained.mood = 6L);
        assertInvalid(constrained -> constrained.weight = new BigDecimal("1234"));
        assertInvalid(constrained -> constrained.name = null);
        assertInvalid(constrained -> constrained.inner.word = "abcd");
        assertInvalid(constrained -> constrained.inner.number = -1);
    }

    private void assertInvalid(java.util.function.Consumer<Constrained> change) {
        Constrained constrained = valid(2);
        change.accept(constrained);
        assertThatThrownBy(() -> db.run(session -> session.persist(constrained)))
                .isInstanceOf(ConstraintViolationException.class);
    }

    private static Constrained valid(long id) {
        Constrained constrained = new Constrained();
        constrained.id = id;
        constrained.ssn = "123-45-6789";
        constrained.code = "abcde";
        constrained.city = "x".repeat(20);
        constrained.age = 18;
        constrained.mood = -5L;
        constrained.weight = new BigDecimal("123.45");
        constrained.name = "n";
        constrained.plain = 1;
        constrained.inner = new Inner();
        constrained.inner.word = "abc";
        return constrained;
    }
}
