package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Patient;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Root;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators and functions over encrypted attributes are refused in the words of this library, whatever their type. */
@OnHibernate72
class RefusedOperatorTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    p.ssn like 'a%'                       ; ssn       ; like
                    p.email like 'a%'                     ; email     ; like
                    p.email ilike 'a%'                    ; email     ; like
                    p.email not like :p                   ; email     ; like
                    p.email like lower(:p)                ; email     ; like
                    'x' like p.email                      ; email     ; like
                    p.bloodGroup like 'A%'                ; bloodGroup ; like
                    lower(p.ssn) = 'a'                    ; ssn       ; lower()
                    upper(p.email) = 'A'                  ; email     ; upper()
                    lower(p.email) like 'a%'              ; email     ; lower()
                    length(p.ssn) > 3                     ; ssn       ; length()
                    concat(p.ssn, 'x') = 'ax'             ; ssn       ; concat()
                    p.ssn || 'x' = 'ax'                   ; ssn       ; concat
                    trim(p.ssn) = 'a'                     ; ssn       ; trim()
                    substring(p.ssn, 1, 2) = 'ab'         ; ssn       ; substr
                    left(p.ssn, 2) = 'ab'                 ; ssn       ; left()
                    replace(p.ssn, 'a', 'b') = 'ab'       ; ssn       ; replace()
                    locate('a', p.ssn) > 0                ; ssn       ; locate()
                    year(p.birthDate) = 1980              ; birthDate ; extract()
                    extract(month from p.birthDate) = 2   ; birthDate ; extract()
                    p.birthDate + 1 day > local date      ; birthDate ;
                    p.birthDate > local date              ; birthDate ; '>'
                    p.score + 1 = 3                       ; score     ; arithmetic
                    p.score * 2 > 3                       ; score     ; arithmetic
                    3 - p.weight = 1                      ; weight    ; arithmetic
                    p.balance / 2 = 1                     ; balance   ; arithmetic
                    -p.score = 1                          ; score     ;
                    mod(p.score, 2) = 1                   ; score     ; mod()
                    abs(p.score) = 1                      ; score     ; abs()
                    round(p.balance, 2) = 1               ; balance   ; round()
                    p.score between 1 and 2               ; score     ; between
                    p.insured                             ; insured   ;
                    not p.insured                         ; insured   ;
                    nullif(p.ssn, 'a') is null            ; ssn       ; nullif()
                    cast(p.score as string) = '1'         ; score     ; cast()
                    str(p.score) = '1'                    ; score     ; cast()
                    p.address.street like 'a%'            ; address.street ; like
                    """)
    void f19_conditions(String condition, String attribute, String operation) {
        refused("select p.id from Patient p where " + condition, attribute, operation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    max(p.birthDate)          ; birthDate ; max()
                    min(p.ssn)                ; ssn       ; min()
                    sum(p.score)              ; score     ; sum()
                    sum(p.balance)            ; balance   ; sum()
                    avg(p.weight)             ; weight    ; avg()
                    max(p.email)              ; email     ; max()
                    upper(p.ssn)              ; ssn       ; upper()
                    p.score + 1               ; score     ; arithmetic
                    p.ssn || p.note           ; ssn       ; concat()
                    year(p.lastSeen)          ; lastSeen  ; extract()
                    listagg(p.ssn, ',')       ; ssn       ; listagg()
                    every(p.insured)          ; insured   ;
                    """)
    void f19_selections(String selection, String attribute, String operation) {
        refused("select " + selection + " from Patient p", attribute, operation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
                    update Patient p set p.name = upper(p.ssn)     ; ssn   ; upper()
                    update Patient p set p.score = p.score + 1     ; score ;
                    delete from Patient p where p.ssn like 'a%'    ; ssn   ; like
                    """)
    void f19_bulkStatements(String hql, String attribute, String operation) {
        assertThatThrownBy(
                        () -> db.run(session -> session.createMutationQuery(hql).executeUpdate()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("Patient." + attribute + "'")
                .hasMessageContaining(operation == null ? "" : operation);
    }

    private void refused(String hql, String attribute, String operation) {
        db.forgetStatements();
        assertThatThrownBy(() -> db.run(session -> {
                    var query = session.createSelectionQuery(hql, Object.class);
                    if (hql.contains(":p")) {
                        query.setParameter("p", "a%");
                    }
                    query.list();
                }))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("Patient." + attribute + "' is encrypted and")
                .hasMessageContaining(operation == null ? "" : operation)
                .hasMessageNotContainingAny("Cell", "varbinary");
        assertThat(db.statements("")).isEmpty();
    }

    private static Arguments criteria(
            String attribute, String operation, BiFunction<CriteriaBuilder, Root<Patient>, Expression<?>> expression) {
        return Arguments.of(attribute, operation, expression);
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                criteria("ssn", "like", (cb, p) -> cb.like(p.get("ssn"), "a%")),
                criteria("email", "like", (cb, p) -> cb.like(p.get("email"), "a%")),
                criteria("email", "lower()", (cb, p) -> cb.equal(cb.lower(p.get("email")), "a")),
                criteria("email", "upper()", (cb, p) -> cb.equal(cb.upper(p.get("email")), "A")),
                criteria("ssn", "length()", (cb, p) -> cb.gt(cb.length(p.get("ssn")), 3)),
                criteria("ssn", "concat()", (cb, p) -> cb.equal(cb.concat(p.get("ssn"), "x"), "ax")),
                criteria("score", "arithmetic", (cb, p) -> cb.gt(cb.sum(p.<Integer>get("score"), 1), 3)),
                criteria("score", "arithmetic", (cb, p) -> cb.gt(cb.prod(p.<Integer>get("score"), 2), 3)),
                criteria("score", "abs()", (cb, p) -> cb.gt(cb.abs(p.<Integer>get("score")), 3)),
                criteria("score", "", (cb, p) -> cb.gt(cb.neg(p.<Integer>get("score")), 3)),
                criteria("birthDate", "'>'", (cb, p) -> cb.greaterThan(p.get("birthDate"), LocalDate.EPOCH)),
                criteria(
                        "birthDate",
                        "extract()",
                        (cb, p) ->
                                cb.equal(((HibernateCriteriaBuilder) cb).year(p.<LocalDate>get("birthDate")), 1980)));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void f19_criteria(
            String attribute,
            String operation,
            BiFunction<CriteriaBuilder, Root<Patient>, Expression<Boolean>> expression) {
        assertThatThrownBy(() -> db.run(session -> {
                    CriteriaBuilder cb = session.getCriteriaBuilder();
                    var query = cb.createQuery(Patient.class);
                    query.where(expression.apply(cb, query.from(Patient.class)));
                    session.createQuery(query).list();
                }))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("Patient." + attribute + "' is encrypted and")
                .hasMessageContaining(operation);
    }

    @Test
    void f19_aggregatesOfCriteria() {
        for (String function : new String[] {"max", "sum"}) {
            assertThatThrownBy(() -> db.run(session -> {
                        CriteriaBuilder cb = session.getCriteriaBuilder();
                        var query = cb.createQuery(Number.class);
                        var score = query.from(Patient.class).<Integer>get("score");
                        query.select(function.equals("max") ? cb.max(score) : cb.sum(score));
                        session.createQuery(query).list();
                    }))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("Patient.score' is encrypted and")
                    .hasMessageContaining(function + "()");
        }
    }

    /** Hibernate looks at its argument already while the query is built. */
    @Test
    void f19b_averageOfCriteria() {
        assertThatThrownBy(() -> db.run(session -> {
                    CriteriaBuilder cb = session.getCriteriaBuilder();
                    var score = cb.createQuery(Double.class).from(Patient.class).<Integer>get("score");
                    cb.avg(score);
                }))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("Patient.score' is encrypted and")
                .hasMessageContaining("function avg()");
    }

    @Test
    void f19b_averagesOfPlainAttributesAreStillPossible() {
        db.run(session -> {
            CriteriaBuilder cb = session.getCriteriaBuilder();
            var query = cb.createQuery(Double.class);
            query.select(cb.avg(query.from(Patient.class).<Long>get("id")));
            assertThat(session.createQuery(query).getSingleResult()).isNull();
            assertThat(session.createSelectionQuery(
                                    "select avg(p.id) filter (where p.id > 1) from Patient p", Double.class)
                            .getSingleResult())
                    .isNull();
            assertThat(session.createSelectionQuery(
                                    "select p.id from Patient p where length(p.name) > 1 and (select avg(v.id) from p.visits v) > 1",
                                    Long.class)
                            .list())
                    .isEmpty();
        });
    }
}
