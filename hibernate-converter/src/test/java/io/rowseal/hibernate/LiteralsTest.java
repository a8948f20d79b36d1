package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literals and parameters of another numeric type than that of an encrypted attribute, next to a plain twin. */
@OnHibernate72
class LiteralsTest extends DatabaseTest {

    @Entity(name = "Numbers")
    static class Numbers {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        Long big;

        @Encrypted
        @BlindIndex
        Integer number;

        @Encrypted
        @BlindIndex
        Short small;

        @Encrypted
        @BlindIndex
        BigInteger huge;

        @Encrypted
        @BlindIndex
        String text;

        Long plainBig;
        Integer plainNumber;
        Short plainSmall;
        BigInteger plainHuge;
        String plainText;

        Numbers() {}

        Numbers(long id, int value) {
            this.id = id;
            big = plainBig = (long) value;
            number = plainNumber = value;
            small = plainSmall = (short) value;
            huge = plainHuge = BigInteger.valueOf(value);
            text = plainText = "t" + value;
        }
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Numbers.class};
    }

    @BeforeEach
    void insert() {
        db.run(session -> {
            session.createMutationQuery("delete from Numbers").executeUpdate();
            session.persist(new Numbers(1, 1));
            session.persist(new Numbers(2, 2));
            session.persist(new Numbers(3, 3));
        });
    }

    static Stream<String> conditions() {
        return Stream.of("big", "number", "small", "huge")
                .flatMap(attribute -> Stream.of(
                                "%s = 2",
                                "%s = 2L",
                                "%s = 2BI",
                                "2 = %s",
                                "%s <> 2",
                                "%s in (2, 3L)",
                                "%s not in (2, 3)",
                                "%s = -2",
                                "%s is distinct from 2",
                                "%s = 2.0",
                                "%s = 2e0",
                                "%s = 2.0BD")
                        .map(condition -> condition.formatted(attribute)));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void f31_literalsOfOtherNumericTypesFindWhatTheyFindInPlaintext(String condition) {
        String plain = condition.replaceFirst("(big|number|small|huge)", "plain_$1");
        for (String name : List.of("Big", "Number", "Small", "Huge")) {
            plain = plain.replace("plain_" + name.toLowerCase(Locale.ROOT), "plain" + name);
        }
        String plainTwin = plain;
        List<Long> expected = db.call(session -> ids(session, plainTwin));

        assertThat(db.<List<Long>>call(session -> ids(session, condition))).isEqualTo(expected);
    }

    private static List<Long> ids(Session session, String condition) {
        return session.createSelectionQuery("select n.id from Numbers n where " + condition, Long.class).list().stream()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"big = 7", "number = 7L", "small = 7", "huge = 7"})
    void f31_literalsOfOtherNumericTypesAreAssigned(String assignment) {
        db.run(session -> session.createMutationQuery("update Numbers n set n." + assignment + " where n.id = 1")
                .executeUpdate());
        assertThat(db.<List<Long>>call(session -> ids(session, assignment))).containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "big = 2.5",
                "small = 70000",
                "small in (1, 70000)",
                "number = 5000000000L",
                "number <> 5000000000L"
            })
    void f31_numbersThatAreNoneOfTheTypeAreRefused(String condition) {
        db.forgetStatements();
        assertThatThrownBy(() -> db.call(session -> ids(session, condition)))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("a number that is none of")
                .hasMessageNotContainingAny("2.5", "70000", "5000000000");
        assertThat(db.statements("")).isEmpty();
    }

    @Test
    void f31_literalsBeyondIntegersAreThoseOfPlainAttributesAndOfEncryptedOnes() {
        assertThat(db.<List<Long>>call(session -> ids(session, "plainBig between -2999999999 and 2999999999")))
                .isEqualTo(
                        db.<List<Long>>call(session -> ids(session, "plainBig between -2999999999L and 2999999999L")));
        assertThat(db.<List<Long>>call(session -> ids(session, "big = 2999999999")))
                .isEmpty();
        assertThat(db.<List<Long>>call(session -> ids(session, "big in (2, 2999999999)")))
                .isEqualTo(db.<List<Long>>call(session -> ids(session, "big = 2")));
        assertThatThrownBy(() -> db.call(session -> ids(session, "number = 2999999999")))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("a number that is none of");
    }

    @Test
    void f31_criteriaLiteralsOfOtherTypes() {
        List<Long> found = db.call(session -> {
            HibernateCriteriaBuilder cb = session.getCriteriaBuilder();
            var query = cb.createQuery(Long.class);
            var root = query.from(Numbers.class);
            query.select(root.get("id")).where(cb.equal(root.get("big"), cb.literal(2)));
            return session.createSelectionQuery(query).list();
        });
        assertThat(found).containsExactly(2L);
    }
}
