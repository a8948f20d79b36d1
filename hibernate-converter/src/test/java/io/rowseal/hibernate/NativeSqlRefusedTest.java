package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import java.util.List;
import java.util.Map;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native SQL is refused where the database would work with ciphertext, before anything is sent. */
@OnHibernate72
class NativeSqlRefusedTest extends DatabaseTest {

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
                "select p.* from patient p where p.ssn = 'x'",
                "select * from patient where ssn = :ssn",
                "select * from PATIENT where SSN = ?",
                "select * from \"patient\" where \"ssn\" = 'x'",
                "select * from `patient` where `ssn` = 'x'",
                "select p.* from patient p where p.ssn like 'a%'",
                "select p.* from patient p where p.name = 'n' and lower(p.ssn) = 'x'",
                "select p.* from patient p where p.ssn in ('a', 'b')",
                "select p.* from patient p where p.email = 'a@b.c'",
                "select p.* from patient p where p.ssn is distinct from 'x'",
                "select p.* from patient p order by p.ssn",
                "select p.* from patient p order by 3",
                "select p.id, p.ssn as s from patient p order by s",
                "select p.id, p.ssn from patient p order by 1, 2",
                "select count(*) from patient p group by p.ssn",
                "select count(*) from patient p group by p.name having max(p.ssn) > 'a'",
                "select count(distinct p.ssn) from patient p",
                "select distinct p.ssn from patient p",
                "select upper(p.ssn) from patient p",
                "select p.ssn || 'x' from patient p",
                "select p.id from patient p where (p.id, p.ssn) = (1, 'x')",
                "select v.id from visit v join patient p on p.ssn = v.diagnosis",
                "select v.id from visit v join patient p using (ssn)",
                "select * from patient natural join visit",
                "select v.* from visit v where v.diagnosis in (select p.ssn from patient p)",
                "select v.* from visit v where v.room in (select p.ssn from patient p)",
                "select q.x from (select p.ssn as x from patient p) q where q.x = 'a'",
                "select q.* from (select * from patient) q where q.ssn = 'a'",
                "select q.c from (select * from patient) q (a, b, c) where q.b = 'a'",
                "with q as (select * from patient) select q.* from q where q.ssn = 'x'",
                "with q as (select * from patient) select x.* from q x where x.ssn = 'x'",
                "with q (a, b) as (select * from patient) select q.a from q where q.b = 'x'",
                "select p.name from patient p union select p.ssn from patient p",
                "select p.* from patient p where extract(year from birthdate) = 1980",
                "select p.* from patient p where trim(both from ssn) = 'x'",
                "select p.* from /* a comment */ patient p -- where\n where p.ssn = 'x'",
                "select 'it''s', p.* from patient p where p.ssn = 'x'",
                "select {p.*} from patient p where {p.birthDate} = ?",
                "select 1; select p.* from patient p where p.ssn = 'x'",
                "update patient set ssn = 'x' where id = 1",
                "update patient set name = 'x' where ssn = 'y'",
                "update patient set name = ssn",
                "update patient set row_key = null",
                "update visit v set diagnosis = :diagnosis",
                "insert into patient (name, ssn) values ('n', 'x')",
                "insert into patient values (1, 'n', 'x')",
                "insert into patient select * from old_patient",
                "insert into copy select * from patient",
                "insert into copy (a) select ssn from patient",
                "insert into patient (id, name) values (1, 'n') on duplicate key update ssn = 'x'",
                "insert into patient (id, name) values (1, 'n') on conflict (id) do update set ssn = 'x'",
                "insert into patient (id, row_key) values (1, null)",
                "delete from patient where ssn = 'x'",
                "delete from visit where diagnosis like 'f%'",
                "merge into patient p using dual on (p.ssn = 'x') when matched then delete",
                "merge into patient p using dual on (p.id = 1) when not matched then insert values (1, 'n', 'x')",
                "delete from patient where id = 1 returning *",
                "create table copy as select * from patient",
                "create index i on patient (ssn)",
                "alter table patient add check (ssn <> '')",
                "select p.* from patient p where p.name = 'unfinished",
                "select p.* from patient p where p.ssn = case when p.id = 1 then 'a' else 'b' end",
                "select p.* from patient p where p.ssn between 'a' and 'b'",
                "select p.* from public.patient p where p.ssn = 'x'",
                "select public.patient.ssn, id from public.patient where public.patient.ssn = 'x'",
                "select p.* from visit v, patient p where p.ssn = v.room"
            })
    void f08_nativeSqlOnEncryptedColumnsIsRefusedBeforeAnythingIsSent(String sql) {
        assertThatThrownBy(() -> db.run(session -> session.createNativeQuery(sql, Object.class)))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("native SQL")
                .hasMessageContaining("Clinic$")
                .hasMessageContaining("rowseal:allow");
        assertThatThrownBy(() -> db.run(session -> session.createNativeMutationQuery(sql)))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThatThrownBy(() -> db.factory.inStatelessTransaction(
                        session -> session.createNativeQuery(sql, Patient.class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.* from patient p where p.id = :id",
                "select * from patient where id = :id",
                "select * from patient as q where q.id = :id and q.ssn is not null",
                "select p.* from patient p where p.id = :id order by p.name, p.id",
                "select distinct p.* from patient p join visit v on v.patient_id = p.id where p.id = :id and v.room is null",
                "select p.* from patient p where p.id = :id and exists (select * from visit v where v.patient_id = p.id)",
                "select q.* from (select * from patient where id = :id) q where q.name = 'n'",
                "with q as (select * from patient where id = :id) select q.* from q",
                "select p.* from patient p where p.id = :id and 'where ssn = 1' <> p.name -- ssn\n",
                "select p.* from patient p where p.id = :id union all select p.* from patient p where p.id < 0",
                "select p.* from patient p where p.id = :id and (p.email is null or p.name = 'ssn')",
                "select p.* from patient p where p.id = :id and (select count(v.diagnosis) from visit v) > 0"
            })
    void f08_nativeQueriesForEntitiesDecrypt(String sql) {
        Patient found = db.call(session -> session.createNativeQuery(sql, Patient.class)
                .setParameter("id", id)
                .getSingleResult());

        assertThat(found.ssn).isEqualTo("secret");
    }

    @Test
    void f08_whatNamesNoEncryptedColumnIsSent() {
        assertThat(db.<Object>call(session -> session.createNativeQuery(
                                "select p.name from patient p where p.id = " + id, Object.class)
                        .getSingleResult()))
                .isEqualTo("n");
        assertThat(db.<Long>call(session -> session.createNativeQuery(
                                "select count(ssn) from patient where id = :ssn", Long.class)
                        .setParameter("ssn", id)
                        .getSingleResult()))
                .isEqualTo(1L);
        db.run(session -> session.createNativeMutationQuery(
                        "update patient set name = 'm', note = null where id = " + id)
                .executeUpdate());
        db.run(session -> session.createNativeMutationQuery("delete from visit where patient_id = " + id)
                .executeUpdate());
        assertThat(db.<String>call(session -> session.find(Patient.class, id).name))
                .isEqualTo("m");
    }

    @Test
    void f08_aCommentAllowsAStatement() {
        String sql = RowsealSettings.NATIVE_SQL_HINT + " select octet_length(ssn) from patient where id = " + id;

        Object length =
                db.call(session -> session.createNativeQuery(sql, Object.class).getSingleResult());

        assertThat(((Number) length).intValue()).isEqualTo(29 + 6);
    }

    @Test
    void f08_aSettingAllowsAllStatements() {
        try (TestSessions allowed = with("allow")) {
            assertThat(allowed.<List<Object>>call(session -> session.createNativeQuery(
                                    "select ssn from patient where ssn = ssn", Object.class)
                            .list()))
                    .isEmpty();
        }
        assertThatThrownBy(() -> with("yes"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'rowseal.native_sql' must be allow or reject");
    }

    private TestSessions with(String setting) {
        return new TestSessions(
                database.newDatabase(),
                database.user(),
                ring,
                Map.of(RowsealSettings.NATIVE_SQL, setting),
                Clinic.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.ssn from patient p",
                "select p.id, p.ssn from patient p",
                "select * from patient",
                "select v.room, p.* from visit v, patient p",
                "select id, email as e from patient",
                "select q.* from (select * from patient) q"
            })
    void f34_projectionsOfEncryptedColumnsAreRefused(String sql) {
        assertThatThrownBy(() -> db.run(session ->
                        session.createNativeQuery(sql, Object[].class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("the caller would get ciphertext");
        assertThatThrownBy(() -> db.run(session -> session.createNativeQuery(sql, jakarta.persistence.Tuple.class)
                        .list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThatThrownBy(
                        () -> db.run(session -> session.createNativeQuery(sql).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("")).isEmpty();
    }

    @Test
    void f34_scalarsBesideAnEntityAreRefusedIfEncrypted() {
        String sql = "select p.*, 1 as n from patient p where p.id = " + id;

        assertThatThrownBy(() -> db.run(session -> query(session.createNativeQuery(sql), "ssn")))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("the caller would get ciphertext");
        Object[] row = (Object[]) db.<Object>call(session -> query(session.createNativeQuery(sql), "n"));
        assertThat(((Patient) row[0]).ssn).isEqualTo("secret");
    }

    private static Object query(NativeQuery<?> query, String scalar) {
        return query.addEntity(Patient.class).addScalar(scalar).getSingleResult();
    }

    @Test
    void f34_twoEncryptedEntitiesNeedAliases() {
        String from = " from patient p join visit v on v.patient_id = p.id where p.id = " + id;
        for (String list : List.of("select p.*, v.*", "select *")) {
            assertThatThrownBy(() -> db.run(session -> session.createNativeQuery(list + from, Object[].class)
                            .addEntity("p", Patient.class)
                            .addEntity("v", Visit.class)
                            .list()))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContaining("{alias.*}");
        }
        assertThat(db.statements("")).isEmpty();

        Object[] both = db.call(session -> session.createNativeQuery("select {p.*}, {v.*}" + from, Object[].class)
                .addEntity("p", Patient.class)
                .addEntity("v", Visit.class)
                .getSingleResult());

        assertThat(((Patient) both[0]).ssn).isEqualTo("secret");
        assertThat(((Visit) both[1]).diagnosis).isEqualTo("flu");
    }
}
