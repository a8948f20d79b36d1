package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.hibernate.Clinic.Address;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.ScrollableResults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnHibernate72
class EntityReadsTest extends DatabaseTest {

    record Summary(String name, String ssn) {}

    private Long id;

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @BeforeEach
    void insert() {
        id = db.call(session -> {
            Patient patient = new Patient("n", "secret", null);
            patient.note = "note";
            patient.address = new Address("street", "city");
            session.persist(patient);
            session.persist(new Visit(patient, "flu"));
            return patient.id;
        });
    }

    private <T> T select(String hql, Class<T> type) {
        return db.call(session -> session.createSelectionQuery(hql, type).getSingleResult());
    }

    @Test
    void projectionsGiveValues() {
        assertThat(select("select p.ssn from Patient p where p.id = " + id, String.class))
                .isEqualTo("secret");
        assertThat(select("select p.birthDate from Patient p where p.id = " + id, LocalDate.class))
                .isEqualTo(LocalDate.of(1980, 1, 2));
        assertThat(select("select p.ssn, p.email, p.address.street from Patient p where p.id = " + id, Object[].class))
                .containsExactly("secret", null, "street");
        assertThat(select("select p.address from Patient p where p.id = " + id, Address.class).street)
                .isEqualTo("street");
    }

    @Test
    void constructorsMapsAndRecordsTakeValues() {
        assertThat(select(
                        "select new io.rowseal.hibernate.EntityReadsTest$Summary(p.name, p.ssn) from Patient p where p.id = "
                                + id,
                        Summary.class))
                .isEqualTo(new Summary("n", "secret"));
        assertThat(select("select p.name, p.ssn from Patient p where p.id = " + id, Summary.class))
                .isEqualTo(new Summary("n", "secret"));
        assertThat(select("select new list(p.ssn, p.note) from Patient p where p.id = " + id, List.class))
                .isEqualTo(List.of("secret", "note"));
    }

    @Test
    void joinFetchMultiLoadRefreshScrollAndStreamDecrypt() {
        Patient fetched = select("from Patient p left join fetch p.visits where p.id = " + id, Patient.class);
        assertThat(fetched.visits)
                .singleElement()
                .satisfies(visit -> assertThat(visit.diagnosis).isEqualTo("flu"));
        db.run(session -> {
            Patient loaded =
                    session.byMultipleIds(Patient.class).multiLoad(List.of(id)).get(0);
            loaded.ssn = "changed";
            session.refresh(loaded);
            assertThat(loaded.ssn).isEqualTo("secret");
            try (ScrollableResults<Patient> scrolled = session.createSelectionQuery(
                            "from Patient where id = " + id, Patient.class)
                    .scroll()) {
                assertThat(scrolled.next()).isTrue();
                assertThat(scrolled.get().ssn).isEqualTo("secret");
            }
            try (Stream<String> values = session.createSelectionQuery(
                            "select p.ssn from Patient p where p.id = " + id, String.class)
                    .getResultStream()) {
                assertThat(values).containsExactly("secret");
            }
        });
    }

    @Test
    void distinctEntitiesAreStillDistinct() {
        db.run(session -> session.persist(new Visit(session.find(Patient.class, id), "cold")));

        assertThat(db.<List<Patient>>call(session -> session.createSelectionQuery(
                                "select distinct p from Patient p join p.visits v where p.id = " + id, Patient.class)
                        .list()))
                .hasSize(1);
    }

    @Test
    void aliasesAndWhitespaceOfJoinedTablesKeepTheRowKeysApart() {
        Object[] both = select(
                "select p.note, v.diagnosis, v.therapy, p.ssn from Visit v join v.patient p where p.id = " + id,
                Object[].class);

        assertThat(both).containsExactly("note", "flu", "T-flu", "secret");
    }

    @Test
    void nativeQueriesForEntitiesTakeTheRowKeyOfTheResult() {
        Patient found =
                db.call(session -> session.createNativeQuery("select * from patient where id = " + id, Patient.class)
                        .getSingleResult());
        assertThat(found.ssn).isEqualTo("secret");
        assertThat(found.birthDate).isEqualTo(LocalDate.of(1980, 1, 2));

        db.run(session -> session.createNativeQuery("select * from patient where id = " + id, Patient.class)
                .getSingleResult()
                .ssn = "changed");

        Patient changed = db.call(session -> session.find(Patient.class, id));
        assertThat(changed.ssn).isEqualTo("changed");
        assertThat(changed.note).isEqualTo("note");
    }

    @Test
    void nativeQueriesWithEntityAliasesDecrypt() {
        Patient found = (Patient) db.call(
                session -> session.createNativeQuery("select {p.*} from patient p where p.id = " + id, Object.class)
                        .addEntity("p", Patient.class)
                        .getSingleResult());

        assertThat(found.ssn).isEqualTo("secret");
    }

    @Test
    void nativeQueriesWithSeveralRowKeysFail() {
        assertThatThrownBy(() -> db.call(session -> session.createNativeQuery(
                                "select v.row_key, p.* from patient p join visit v on v.patient_id = p.id where p.id = "
                                        + id,
                                Object[].class)
                        .addEntity(Patient.class)
                        .getResultList()))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void nativeQueriesWithoutRowKeyFail() {
        assertThatThrownBy(() -> db.call(session -> session.createNativeQuery(
                                "select id, name, ssn, note, birthdate, score, weight, insured, bloodgroup, externalid,"
                                        + " balance, lastseen, photo, changed, email, street, city from patient where id = "
                                        + id,
                                Patient.class)
                        .getResultList()))
                .isInstanceOf(RuntimeException.class);
    }
}
