package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Patient;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnHibernate72
class RefusedQueryTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.id from Patient p where p.ssn = '1'",
                "select p.id from Patient p where p.ssn in ('1', '2')",
                "select p.id from Patient p where '1' = p.ssn",
                "select p.id from Patient p where p.score = 7",
                "select p.id from Patient p where p.email > 'a'",
                "select p.id from Patient p where p.email <= 'a'",
                "select p.id from Patient p where p.email between 'a' and 'b'",
                "select p.id from Patient p where p.birthDate between local date and local date",
                "select p.id from Patient p where p.email = p.name",
                "select p.id from Patient p where p.email = p.ssn",
                "select p.id from Patient p where p.email = concat('a', 'b')",
                "select p.id from Patient p where (p.email, p.name) = ('a', 'n')",
                "select p.id from Patient p where p.email = case when p.name = 'n' then 'a' else 'b' end",
                "select p.id from Patient p where case p.email when 'a' then 1 else 2 end = 1",
                "select p.id from Patient p where coalesce(p.email, 'a') = 'a'",
                "select p.id from Patient p where p.insured = true",
                "select p.id from Patient p where p.email in (select q.name from Patient q)",
                "select p.id from Patient p where p.name in (select q.email from Patient q)",
                "select p.id from Patient p where p.email = (select q.ssn from Patient q where q.id = 1)",
                "select p.id from Patient p where p.email in (select v.contactEmail from Visit v)",
                "select p.id from Patient p, Visit v where p.email = v.contactEmail",
                "select p.id from Patient p order by p.email",
                "select p.ssn as s from Patient p order by s",
                "select p.ssn from Patient p order by 1",
                "select distinct p.email from Patient p",
                "select distinct p.address from Patient p",
                "select distinct new list(p.email) from Patient p",
                "select count(distinct p.ssn) from Patient p",
                "select count(*) from Patient p group by p.ssn",
                "select p.email, count(*) from Patient p group by p.email",
                "select coalesce(p.ssn, 'none') from Patient p",
                "select case when p.name = 'n' then p.ssn else null end from Patient p",
                "select d.x from (select p.ssn as x from Patient p) d",
                "select (select q.email from Patient q where q.id = p.id) from Patient p",
                "select p.ssn from Patient p union select p.name from Patient p",
                "with t as (select p.ssn as x from Patient p) select u.x from t u",
                "select count(p.id) filter (where p.score > 3) from Patient p",
                "select count(p.ssn) filter (where p.score > 3) from Patient p",
                "select p.id from Patient p join Visit v on v.diagnosis = p.ssn",
                "select p.id from Patient p where p.email = any (select v.contactEmail from Visit v)",
                "select p.id from Patient p where p.email <> all (select v.contactEmail from Visit v)",
                "select p.id from Patient p where p.email = some (select v.contactEmail from Visit v)",
                "select v.id from Visit v where v.contactEmail = every (select p.email from Patient p)",
                "select column(p.email) from Patient p",
                "select column(p.email as string) from Patient p",
                "select p.id from Patient p where column(p.email_bidx) = column(p.name)",
                "select p from Patient p union select q from Patient q",
                "select p from Patient p union all select q from Patient q",
                "select p from Patient p where p.id = 1 intersect select q from Patient q",
                "with t as (select p as x from Patient p) select u.x from t u"
            })
    void selectionIsRefusedBeforeAnythingIsSent(String hql) {
        db.forgetStatements();

        assertThatThrownBy(() -> db.run(session ->
                        session.createSelectionQuery(hql, Object.class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("encrypted");
        assertThat(db.statements("select")).isEmpty();
        assertThat(db.statements("with")).isEmpty();
    }

    /** Hibernate's own validation refuses these for a binary column before the query check sees them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.id from Patient p where p.email like 'a%'",
                "select p.id from Patient p where upper(p.email) = 'A'",
                "select p.id from Patient p where length(p.email) = 1",
                "select p.id from Patient p where p.email || 'x' = 'ax'",
                "select p.id from Patient p where cast(p.email as string) = 'a'",
                "select p.id from Patient p where p.score + 1 = 2",
                "select max(p.email) from Patient p",
                "select sum(p.score) from Patient p",
                "select p.ssn || '' from Patient p",
                "select cast(p.ssn as string) from Patient p",
                "select concat(p.ssn, 'x') from Patient p",
                "select p.id from Patient p where p.insured",
                "select p.id from Patient p where p.address = p.address",
                "select row_number() over (order by p.ssn) from Patient p",
                "select l.id from Letter l where l.sender like 'a%'",
                "select l.id from Letter l where upper(l.sender) = 'A'",
                "select l.id from Letter l where l.sender || 'x' = 'ax'"
            })
    void selectionFailsBeforeAnythingIsSent(String hql) {
        db.forgetStatements();

        assertThatThrownBy(() -> db.run(session ->
                        session.createSelectionQuery(hql, Object.class).list()))
                .isInstanceOf(RuntimeException.class);
        assertThat(db.statements("select")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update Patient p set p.name = p.ssn",
                "update Patient p set p.ssn = p.note",
                "update Patient p set p.ssn = p.name",
                "update Patient p set p.ssn = concat('a', p.name)",
                "update Patient p set p.name = 'x' where p.ssn = 'y'",
                "delete from Patient p where p.ssn = 'y'",
                "insert into Employee (id, salary) select e.id + 1, e.salary from Employee e",
                "insert into Employee (id, dept) select e.id + 1, e.salary from Employee e",
                "insert into Employee (id, salary) select e.id + 1, 'x' from Employee e",
                "insert into Employee (id, salary) values (5, concat('a', 'b'))"
            })
    void mutationIsRefusedBeforeAnythingIsSent(String hql) {
        db.forgetStatements();

        assertThatThrownBy(
                        () -> db.run(session -> session.createMutationQuery(hql).executeUpdate()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("update")).isEmpty();
        assertThat(db.statements("insert")).isEmpty();
        assertThat(db.statements("delete")).isEmpty();
    }

    @Test
    void attack03_insertSelectOfAnEncryptedAttributeIsRefused() {
        db.run(session -> session.persist(new Employee(910, "n", "1000")));

        assertThatThrownBy(() -> db.run(session -> session.createMutationQuery(
                                "insert into Employee (id, salary, dept) select e.id + 1, e.salary, 'copy' from Employee e")
                        .executeUpdate()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("insert ... select");
    }

    @Test
    void criteriaAreRefusedToo() {
        assertRefused(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(Patient.class);
            var root = query.from(Patient.class);
            query.where(builder.greaterThan(root.<String>get("email"), "a"));
            session.createQuery(query).list();
        });
        assertRefused(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(Patient.class);
            var root = query.from(Patient.class);
            query.where(root.get("ssn").in(List.of("a")));
            session.createQuery(query).list();
        });
        assertRefused(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            var root = query.from(Patient.class);
            query.select(root.get("email")).distinct(true);
            session.createQuery(query).list();
        });
        assertRefused(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(Patient.class);
            var root = query.from(Patient.class);
            query.orderBy(builder.asc(root.get("note")));
            session.createQuery(query).list();
        });
    }

    @Test
    void theMessageNamesAttributeOperatorAndWayOut() {
        assertThatThrownBy(() -> db.run(
                        session -> session.createSelectionQuery("from Patient p where p.ssn = :value", Patient.class)
                                .setParameter("value", "secret value")
                                .list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContainingAll("Patient.ssn", "'='", "@BlindIndex")
                .hasMessageNotContaining("secret value");
    }

    private void assertRefused(java.util.function.Consumer<Session> work) {
        assertThatThrownBy(() -> db.run(work)).isInstanceOf(UnsupportedEncryptedQueryException.class);
    }

    @Test
    void f08_sqlInsideOfHqlIsRefusedUnlessItCarriesTheHint() {
        db.forgetStatements();
        assertThatThrownBy(() ->
                        db.run(session -> session.createSelectionQuery("select sql('ssn') from Patient p", Object.class)
                                .list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("the function sql() is refused")
                .hasMessageContaining(RowsealSettings.NATIVE_SQL_HINT);
        assertThat(db.statements("")).isEmpty();
        assertThat(db.<List<Integer>>call(session -> session.createSelectionQuery(
                                "select cast(sql('1 + 1 /* rowseal:allow */') as Integer) from Patient p",
                                Integer.class)
                        .list()))
                .allMatch(two -> two == 2);
    }
}
