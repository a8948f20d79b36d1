package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native SQL whose verb is not one of the usual: refused over tables with encrypted columns unless it is known to be right. */
@OnHibernate72
class NativeVerbsRefusedTest extends DatabaseTest {

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
                "handler patient open",
                "handler patient read ssn = ('x')",
                "handler rowseal.patient open as h",
                "copy patient to stdout",
                "copy patient (name) from stdin",
                "copy (select name from patient) to '/tmp/x'",
                "declare c cursor for select * from patient order by id",
                "declare c no scroll cursor with hold for select name from patient",
                "fetch next from patient",
                "do (select max(id) from patient)",
                "call p((select max(id) from patient))",
                "{call p((select max(id) from patient))}",
                "{? = call p((select max(id) from patient))}",
                "prepare s as select name from patient",
                "execute s((select max(id) from patient))",
                "begin not atomic select name from patient; end",
                "if 1 = 1 then delete from patient; end if",
                "for r in (select name from patient) do set @x = 1; end for",
                "load data infile '/tmp/x' into table patient",
                "load data local infile '/tmp/x' replace into table patient (id, name)",
                "load xml infile '/tmp/x' into table patient",
                "import table patient from '/tmp/x'",
                "script table patient",
                "cluster patient using patient_pkey",
                "refresh patient",
                "\"select\" name from patient",
                "name: select name from patient",
                "values (1, 'n', 'x') union all table patient"
            })
    void f08_verbsThatAreNotKnownAreRefused(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare s from 'select * from patient order by ssn'",
                "prepare s from \"select * from patient order by ssn\"",
                "prepare s from concat('select * from ', 'patient')",
                "prepare s from @statement",
                "prepare s from ?",
                "execute immediate 'select * from patient order by ssn'",
                "execute immediate concat('delete from ', @t)",
                "execute immediate @statement",
                "execute immediate :statement",
                "execute immediate U&'select * from pat\\0069ent'",
                "do $$ begin update patient set name = 'x'; end $$",
                "do language plpgsql 'begin update patient set name = ssn; end'",
                "select query_to_xml('select * from patient order by ssn', true, true, '')",
                "select cast(query_to_xml_and_xmlschema('table patient', true, true, '') as text)",
                "select table_to_xml('patient', true, true, '')",
                "select pg_catalog.table_to_xml(?, true, true, '')",
                "select \"query_to_xml\"('select ssn from patient', true, true, '')",
                "select schema_to_xml('public', true, true, '')",
                "select database_to_xml(true, true, '')",
                "select * from dblink('x', 'select ssn from patient') as t(s text)",
                "select dblink_exec('update patient set name = ssn')",
                "select * from crosstab('select id, name, ssn from patient order by 3') as t(a text, b text)",
                "select * from ts_stat('select ssn from patient')",
                "call csvwrite('/tmp/x', 'select * from patient')",
                "select csvwrite('/tmp/x', concat('select * from ', 'patient'))",
                "create temp table t as select query_to_xml('select * from patient', true, true, '')",
                "create table t as select * from dblink('x', 'select * from patient') as d(a text)",
                "create or replace view function_view as select schema_to_xml('public', true, true, '')"
            })
    void f08_statementsInTextsAreRefused(String sql) {
        refused(sql);
    }

    @Test
    void f08_anOperatorBeforeAColumnHidesItNot() {
        assumeThat(database).isNotEqualTo(TestDatabase.MARIADB);

        refused("select id from patient where 'Meier' @@ssn");
        refused("select id from patient p where :q @@p.ssn");
        refused("select @ssn from patient");
    }

    @Test
    void f08_aBackslashThatMayEndATextIsRefused() {
        assumeThat(database).isEqualTo(TestDatabase.MARIADB);

        refused("select id from patient where name like '%\\' and ssn = 'x' and name = '#1'");
    }

    @Test
    void f08_statementsThatABlockComposesAreRefused() {
        assumeThat(database).isNotEqualTo(TestDatabase.MARIADB);

        refused("do $x$ begin execute 'update pat' || 'ient set name = ssn'; end $x$");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replace into patient values (1, 'n', 'x')",
                "replace into patient (id, ssn) values (1, 'x')",
                "replace patient values (1, 'n', 'x')",
                "replace patient (id, ssn) values (1, 'x')",
                "replace patient set id = 1, ssn = 'x'",
                "replace low_priority patient values (1, 'n', 'x')",
                "replace delayed into patient select * from old_patient",
                "insert patient values (1, 'n', 'x')",
                "insert patient select 1, 'n', 'x'",
                "insert patient value (1, 'n', 'x')",
                "insert into patient value (1, 'n', 'x')",
                "insert ignore patient values (1, 'n', 'x')",
                "insert ignore into patient values (1, 'n', 'x')",
                "insert high_priority ignore patient (id, ssn) values (1, 'x')",
                "insert patient set ssn = 'x'",
                "insert patient (id, row_key) values (1, null)",
                "replace patient (id, row_key) values (1, null)",
                "insert into patient table old_patient",
                "insert overwrite into patient select * from old_patient",
                "with q as (select 'x' as s) insert into patient (id, ssn) select 1, s from q",
                "with q as (select 'x' as s) insert into patient select 1, s from q",
                "with q as (insert into patient values (1, 'n', 'x') returning id) select q.id from q",
                "with q as (update patient set ssn = 'x' returning id) select q.id from q",
                "with q as (delete from patient where ssn = 'x' returning id) select q.id from q",
                "with q as (delete from patient returning *) insert into copy select * from q",
                "update patient set (name, ssn) = ('a', 'b')",
                "update patient p, visit v set p.ssn = v.room where p.id = v.patient_id",
                "delete p from patient p where p.ssn = 'x'",
                "merge into patient p using visit v on p.id = v.patient_id when matched then update set ssn = v.room",
                "merge into patient p using visit v on p.ssn = v.room when matched then delete",
                "merge into patient p using visit v on p.id = v.id when matched and p.ssn = 'x' then do nothing",
                "merge into patient p using visit v on p.id = v.id when not matched then insert (id, ssn) values (v.id, 'x')",
                "merge into patient p using visit v on p.id = v.id when not matched then insert values (v.id, v.room)",
                "merge into patient p using (select ssn as s from patient) q on p.name = q.s when matched then delete",
                "merge into only patient p using visit v on p.id = v.id when not matched then insert values (v.id, v.room)",
                "merge into copy c using patient p on c.id = p.id when matched then update set name = p.ssn",
                "merge into copy c using patient p on c.id = p.id when not matched then insert values (p.*)",
                "merge into patient key (id) values (1, 'n', 'x')",
                "explain select * from patient where ssn = 'x'",
                "explain analyze update patient set ssn = 'x'",
                "explain (analyze, buffers) delete from patient where ssn = 'x'",
                "analyze update patient set ssn = 'x' where id = 1",
                "analyze patient (ssn)",
                "describe patient ssn",
                "set @x = (select max(ssn) from patient)",
                "values ((select ssn from patient))",
                "values ((select count(*) from patient where ssn = 'x'))",
                "select ssn into @x from patient",
                "select * into outfile '/tmp/x' from patient",
                "select * into copy from patient"
            })
    void f08_knownVerbsAreRefusedWhereTheyUseEncryptedColumns(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "handler room open",
                "copy room to stdout",
                "declare c cursor for select * from room",
                "fetch next from c",
                "do sleep(0)",
                "do $$ begin update room set name = 'x'; end $$",
                "call p('patient')",
                "{call p(?)}",
                "prepare s from 'select * from room'",
                "prepare s as select * from room",
                "prepare s from 'insert into room (id) values (1) on conflict do nothing'",
                "execute s",
                "execute s(1)",
                "execute immediate 'select * from room'",
                "load data infile '/tmp/patient' into table room",
                "select query_to_xml('select * from room', true, true, '')",
                "select t.query_to_xml from room t",
                "create procedure p() begin execute immediate @statement; end",
                "lock table patient in exclusive mode",
                "lock tables patient write, visit read",
                "truncate patient",
                "truncate table patient",
                "truncate table patient restart identity cascade",
                "analyze patient",
                "analyze table patient",
                "vacuum analyze patient",
                "optimize table patient",
                "reindex table patient",
                "describe patient",
                "show columns from patient",
                "show create table patient",
                "explain select p.name from patient p where p.id = 1",
                "set @x = (select count(*) from patient)",
                "values ((select count(*) from patient))",
                "replace into patient (id, name) values (1, 'n')",
                "replace patient set id = 1, name = 'n'",
                "insert patient (id, name) values (1, 'n')",
                "insert patient (name) values (default)",
                "insert into patient () values ()",
                "with q as (select 1 as i) insert into patient (id, name) select i, 'n' from q",
                "with q as (insert into patient (id, name) values (1, 'n') returning *) select q.name from q",
                "with q as (delete from patient where id = 1 returning id) select q.id from q",
                "merge into patient p using visit v on p.id = v.patient_id when matched then update set name = v.room",
                "merge into patient p using visit v on p.id = v.id when matched and p.ssn is null then do nothing",
                "merge into patient p using visit v on p.id = v.id when not matched then insert (id, name) values (v.id, v.room)",
                "select replace(p.name, 'a', 'b') from patient p",
                "select insert(p.name, 1, 1, 'b') from patient p",
                "comment on table patient is 'x'",
                "grant select on patient to r"
            })
    void f08_whatUsesNoEncryptedColumnIsAllowed(String sql) {
        db.run(session -> session.createNativeQuery(sql, Object.class));
    }

    @Test
    void f08_mergeIsRightWhereItNamesNoEncryptedColumn() {
        assumeThat(database)
                .as("PostgreSQL before 15 and MariaDB have no merge")
                .isEqualTo(TestDatabase.H2);

        db.run(session -> session.createNativeMutationQuery(
                        "merge into patient p using (select patient_id as i from visit) v on p.id = v.i"
                                + " when matched then update set name = 'merged'")
                .executeUpdate());

        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.name).isEqualTo("merged");
        assertThat(found.ssn).isEqualTo("secret");
    }

    @Test
    void f08_verbsThatMentionATableAreSentWithTheHint() {
        assumeThat(database).isEqualTo(TestDatabase.MARIADB);

        db.run(session -> session.createNativeMutationQuery(
                        RowsealSettings.NATIVE_SQL_HINT + " do (select max(id) from patient)")
                .executeUpdate());

        assertThat(db.statements(RowsealSettings.NATIVE_SQL_HINT)).hasSize(1);
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> db.run(
                        session -> session.createNativeQuery(sql, Patient.class).list()))
                .isInstanceOf(UnsupportedEncryptedQueryException.class)
                .hasMessageContaining("native SQL")
                .hasMessageContaining("rowseal:allow");
        assertThatThrownBy(() -> db.run(session -> session.createNativeMutationQuery(sql)))
                .isInstanceOf(UnsupportedEncryptedQueryException.class);
        assertThat(db.statements("")).isEmpty();
    }
}
