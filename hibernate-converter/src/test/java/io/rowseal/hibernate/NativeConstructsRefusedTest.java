package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native SQL is refused where a construct hides that the database would work with ciphertext. */
@OnHibernate72
class NativeConstructsRefusedTest extends DatabaseTest {

    private Long id;

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @BeforeEach
    void insert() {
        id = db.call(session -> {
            Patient patient = new Patient("n", "secret", null);
            session.persist(patient);
            session.persist(new Visit(patient, "flu"));
            return patient.id;
        });
        db.forgetStatements();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(select p.* from patient p) order by 4",
                "(select * from patient) order by 4 limit 3",
                "((select * from patient)) order by 4",
                "(select p.* from patient p union all select p.* from patient p where 1=0) order by 4",
                "select p.* from patient p order by (4)",
                "select p.* from patient p order by +4",
                "select p.* from patient p order by - 4",
                "select p.* from patient p order by p.name, ((4)) desc",
                "select p.* from patient p order by :c",
                "select p.* from patient p order by ?1",
                "select p.* from patient p order by ?",
                "select q.* from (select * from patient) q order by 4",
                "select p.id, p.ssn from patient p group by rollup (2)"
            })
    void f08_numbersOfColumnsAreRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.* from patient p except select o.* from patient o",
                "select p.* from patient p intersect select o.* from patient o",
                "select p.* from patient p union select o.* from patient o",
                "select p.* from patient p union distinct select o.* from patient o",
                "select {p.*} from patient p union select {p.*} from patient p",
                "select count(*) from (select * from patient union select * from patient) q",
                "select count(*) from (select * from patient intersect select * from patient) q",
                "select distinct q.* from (select * from patient union all select * from patient) q",
                "select p.* from patient p where exists (select * from patient intersect select * from patient)",
                "select case when exists (select * from patient except select * from visit) then 1 else 0 end"
            })
    void f08_setOperationsThatCompareRowsAreRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(table patient)",
                "with q as (select 1 as one) table patient",
                "select * from (table patient) q",
                "select 1 union all table patient",
                "create table copy as table patient",
                "create view copy as table patient",
                "select q.c4 from (table patient) q (c1, c2, c3, c4)"
            })
    void f08_theTableCommandIsRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select q.c4 from patient q (c1, c2, c3, c4)",
                "select q.c4 from patient as q(c1, c2, c3, c4) where q.c4 = 'x'",
                "select q.c4 from public.patient as q(c1, c2, c3, c4)",
                "select q.c4 from visit v join patient as q(c1, c2, c3, c4) on true",
                "select a.c3 from (patient p cross join visit o) a (c1, c2, c3)",
                "select a.c3 from (patient p cross join visit o) as a (c1, c2, c3)",
                "select p.* from patient p order by p.name using <, ssn",
                "select p.* from patient p order by p.name using <",
                "select distinct on (id) * from patient"
            })
    void f08_renamedColumnsAndOperatorsOfOrderByAreRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.* from patient p -- c\r where p.ssn = 'x'",
                "select \u017fsn from patient",
                "select p.* from patient p where p.\u017f\u017fn = 'x'",
                "select d.* from v\u0131sit d where d.diagnosis = 'x'",
                "select d.* from vi\u017fit d where d.diagnosis = 'x'",
                "select p.* from patient p un\u0131on select p.* from patient p"
            })
    void f08_whatCannotBeReadForCertainIsRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.* from U&\"\\0070atient\" p where p.ssn = 'x'",
                "select p.* from u&\"!0070atient\" uescape '!' p where p.ssn = 'x'",
                "select p.* from patient p where p.name = U&'x' and p.ssn = 'x'"
            })
    void f08_unicodeEscapesAreRefusedWhereTheyExist(String sql) {
        assumeThat(database).isNotEqualTo(TestDatabase.MARIADB);

        refused(sql);
    }

    @Test
    void f08_slashCommentsAreRefusedOnH2() {
        assumeThat(database).isEqualTo(TestDatabase.H2);

        refused("select p.* from patient p // it's\n where p.ssn = 'x' -- '");
    }

    @Test
    void f08_executableCommentsAreRefusedOnMariaDb() {
        assumeThat(database).isEqualTo(TestDatabase.MARIADB);

        refused("select p.* from patient p /*!50000 where p.ssn = 'x' */");
        refused("select p.* from patient p /*M! where p.ssn = 'x' */");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select cast(row_to_json(q) as text) from (select * from patient) q",
                "select q::text from (select * from patient) as q",
                "with q as (select * from patient) select q::text from q",
                "with q as (select * from patient) select cast(json_agg(x) as text) from q x",
                "select q.* from (select * from patient) q where q::text like '%x%'",
                "select cast(to_jsonb(x) as text) from patient x union all select cast(to_jsonb(x) as text) from visit x",
                "select cast(row_to_json(p) as text) from patient p where exists (select 1 from visit p where p.id = 1)"
            })
    void f08_wholeRowsAreRefusedOnPostgres(String sql) {
        assumeThat(database).isEqualTo(TestDatabase.POSTGRESQL);

        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select sql_no_cache * from patient",
                "select distinctrow * from patient",
                "select top 3 * from patient",
                "(table patient)"
            })
    void f08_allColumnsBehindAnyWordAreNoValues(String sql) {
        assertThatThrownBy(() -> db.run(session ->
                        session.createNativeQuery(sql, Object[].class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.name, count(*) from patient p group by p.name order by 2",
                "select p.name, count(*) total from patient p group by p.name order by total",
                "select p.name, p.id * 2 from patient p order by 1, 2",
                "select p.name, p.id from patient p union select v.room, v.id from visit v order by 1",
                "select q.name, q.n from (select name, count(*) as n from patient group by name) q where q.n > 0 order by 2",
                "with q as (select p.name, p.id from patient p) select q.name, q.id from q order by q.id",
                "select p.name, rank() over w from patient p window w as (order by p.id)",
                "select p.name, p.id from patient p -- a comment\r\n where p.id > 0"
            })
    void f08_whatNeedsNoEncryptedColumnIsStillSent(String sql) {
        List<Object[]> rows = db.call(
                session -> session.createNativeQuery(sql, Object[].class).list());

        assertThat(rows).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.* from patient p where p.id = :id order by p.id limit 3",
                "(select p.* from patient p where p.id = :id) order by name limit 3",
                "select p.* from patient p where p.id = :id and p.id * 1 = p.id",
                "select p.* from patient p where p.id = :id and exists (select 1 from visit v group by v.room)"
            })
    void f08_entitiesAreStillRead(String sql) {
        Patient found = db.call(session -> session.createNativeQuery(sql, Patient.class)
                .setParameter("id", id)
                .getSingleResult());

        assertThat(found.ssn).isEqualTo("secret");
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> db.run(
                        session -> session.createNativeQuery(sql, Patient.class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("native SQL")
                .hasMessageContaining("rowseal:allow");
        assertThat(db.statements("")).isEmpty();
    }
}
