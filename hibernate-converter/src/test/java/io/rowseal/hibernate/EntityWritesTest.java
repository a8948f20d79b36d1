package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Clinic.Address;
import io.rowseal.hibernate.Clinic.BloodGroup;
import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.hibernate.Clinic.Visit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@OnHibernate72
class EntityWritesTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    @Test
    void everyTypeComesBackAsItWasStored() {
        UUID externalId = UUID.randomUUID();
        Instant lastSeen = Instant.parse("2026-03-01T10:15:30.123456789Z");
        Long id = db.call(session -> {
            Patient patient = new Patient("a", "123", "types@example.org");
            patient.score = -7;
            patient.weight = 80;
            patient.insured = true;
            patient.bloodGroup = BloodGroup.AB;
            patient.externalId = externalId;
            patient.balance = new BigDecimal("12.3400");
            patient.lastSeen = lastSeen;
            patient.photo = new byte[] {1, 2, 3};
            patient.changed = new Date(5000);
            patient.address = new Address("street 1", "city 1");
            session.persist(patient);
            return patient.id;
        });

        Patient found = db.call(session -> session.find(Patient.class, id));

        assertThat(found.ssn).isEqualTo("123");
        assertThat(found.note).isNull();
        assertThat(found.birthDate).isEqualTo(LocalDate.of(1980, 1, 2));
        assertThat(found.score).isEqualTo(-7);
        assertThat(found.weight).isEqualTo(80);
        assertThat(found.insured).isTrue();
        assertThat(found.bloodGroup).isEqualTo(BloodGroup.AB);
        assertThat(found.externalId).isEqualTo(externalId);
        assertThat(found.balance).isEqualTo(new BigDecimal("12.3400"));
        assertThat(found.lastSeen).isEqualTo(lastSeen);
        assertThat(found.photo).containsExactly(1, 2, 3);
        assertThat(found.changed.getTime()).isEqualTo(5000);
        assertThat(found.address.street).isEqualTo("street 1");
        assertThat(found.address.city).isEqualTo("city 1");
    }

    @Test
    void whatIsStoredIsCiphertextAndNullStaysNull() {
        Long id = db.call(session -> {
            Patient patient = new Patient("a", "plain-ssn", "stored@example.org");
            session.persist(patient);
            return patient.id;
        });

        byte[] stored = db.bytes("select ssn from patient where id = " + id);

        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("plain");
        assertThat(stored).hasSize(29 + "plain-ssn".length());
        assertThat(stored[0]).isEqualTo((byte) 0xF9);
        assertThat(db.bytes("select row_key from patient where id = " + id)).hasSize(83);
        assertThat(db.stored("select note from patient where id = " + id)).isNull();
    }

    private Long patient(String ssn) {
        return db.call(session -> {
            Patient patient = new Patient("n", ssn, null);
            patient.note = "note";
            patient.address = new Address("street", "city");
            session.persist(patient);
            return patient.id;
        });
    }

    private List<Object[]> row(Long id) {
        return db.rows("select row_key, note, birthdate, street from patient where id = " + id);
    }

    @Test
    void updateOfOneFieldKeepsRowKeyAndTheBytesOfOtherColumns() {
        Long id = patient("before");
        List<Object[]> before = row(id);

        db.run(session -> session.find(Patient.class, id).ssn = "after");

        assertThat(java.util.Arrays.deepEquals(row(id).get(0), before.get(0))).isTrue();
        assertThat(db.bytes("select ssn from patient where id = " + id)[0]).isEqualTo((byte) 0xF9);
        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.ssn).isEqualTo("after");
        assertThat(found.note).isEqualTo("note");
    }

    @Test
    void rowsHaveKeysOfTheirOwnAndEqualValuesDiffer() {
        Long first = patient("same");
        Long second = patient("same");

        assertThat(db.rows("select distinct row_key from patient where id in (" + first + ", " + second + ")"))
                .hasSize(2);
        assertThat(db.rows("select distinct ssn from patient where id in (" + first + ", " + second + ")"))
                .hasSize(2);
    }

    @Test
    void loadAndFlushUpdateNothing() {
        Long id = patient("s");
        db.forgetStatements();

        db.run(session -> {
            session.find(Patient.class, id);
            session.flush();
            session.createSelectionQuery("from Patient where id = " + id, Patient.class)
                    .list();
        });

        assertThat(db.statements("update")).isEmpty();
        assertThat(db.statements("insert")).isEmpty();
    }

    @Test
    void mutableValuesAreUpdatedOnlyWhenTheyChange() {
        Long id = db.call(session -> {
            Patient patient = new Patient("a", "1", null);
            patient.photo = new byte[] {1};
            patient.changed = new Date(1);
            session.persist(patient);
            session.flush();
            db.forgetStatements();
            session.flush();
            return patient.id;
        });
        db.run(session -> session.find(Patient.class, id));
        assertThat(db.statements("update")).isEmpty();

        db.run(session -> {
            Patient patient = session.find(Patient.class, id);
            patient.photo[0] = 9;
            patient.changed.setTime(77);
        });

        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.photo).containsExactly(9);
        assertThat(found.changed.getTime()).isEqualTo(77);
    }

    @Test
    void dynamicUpdateWritesWhatChangedAndTheRowKey() {
        Long owner = patient("s");
        Long id = visit(owner, "flu");
        byte[] therapy = db.bytes("select therapy from visit where id = " + id);
        byte[] rowKey = db.bytes("select row_key from visit where id = " + id);
        db.forgetStatements();

        db.run(session -> session.find(Visit.class, id).diagnosis = "cold");

        assertThat(db.statements("update"))
                .singleElement()
                .asString()
                .doesNotContain("therapy")
                .contains("version");
        assertThat(db.bytes("select therapy from visit where id = " + id)).isEqualTo(therapy);
        assertThat(db.bytes("select row_key from visit where id = " + id)).isEqualTo(rowKey);
        Visit found = db.call(session -> session.find(Visit.class, id));
        assertThat(found.diagnosis).isEqualTo("cold");
        assertThat(found.therapy).isEqualTo("T-flu");
        assertThat(found.version).isEqualTo(1);
    }

    private Long visit(Long owner, String diagnosis) {
        return db.call(session -> {
            Visit visit = new Visit(session.getReference(Patient.class, owner), diagnosis);
            session.persist(visit);
            return visit.id;
        });
    }

    @Test
    void batchedInsertsAndUpdatesGiveEveryRowItsOwnKey() {
        Long owner = patient("s");
        db.run(session -> {
            for (int i = 0; i < 50; i++) {
                session.persist(new Visit(session.getReference(Patient.class, owner), "d" + i));
            }
        });
        db.run(session -> session.createSelectionQuery("from Visit where patient.id = " + owner, Visit.class)
                .list()
                .forEach(visit -> visit.diagnosis += "x"));

        List<Visit> visits = db.call(session -> session.createSelectionQuery(
                        "from Visit where patient.id = " + owner + " order by id", Visit.class)
                .list());

        assertThat(visits).extracting(visit -> visit.diagnosis).hasSize(50).contains("d0x", "d49x");
        assertThat(visits)
                .allSatisfy(visit -> assertThat("T-" + visit.diagnosis).isEqualTo(visit.therapy + "x"));
        assertThat(db.rows("select distinct row_key from visit where patient_id = " + owner))
                .hasSize(50);
        assertThat(db.rows("select diagnosis from visit where patient_id = " + owner))
                .allSatisfy(row -> assertThat(((byte[]) row[0])[0]).isEqualTo((byte) 0xF9));
    }

    @Test
    void insertAndUpdatesInOneTransaction() {
        Long id = db.call(session -> {
            Patient patient = new Patient("a", "1", null);
            patient.note = "n";
            session.persist(patient);
            session.flush();
            patient.ssn = "2";
            session.flush();
            patient.note = "m";
            return patient.id;
        });

        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.ssn).isEqualTo("2");
        assertThat(found.note).isEqualTo("m");
    }

    @Test
    void mergeOfADetachedEntityKeepsTheRowKey() {
        Long id = patient("before");
        byte[] rowKey = db.bytes("select row_key from patient where id = " + id);
        Patient detached = new Patient("n", "after", null);
        detached.id = id;
        detached.note = "other";

        db.run(session -> session.merge(detached));

        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.ssn).isEqualTo("after");
        assertThat(found.note).isEqualTo("other");
        assertThat(db.bytes("select row_key from patient where id = " + id)).isEqualTo(rowKey);
        assertThat(db.bytes("select ssn from patient where id = " + id)[0]).isEqualTo((byte) 0xF9);
    }

    @Test
    void mergeOfANewEntityCascades() {
        Patient created = new Patient("a", "merged", null);
        created.visits.add(new Visit(created, "cascaded"));

        Long id = db.call(session -> {
            Patient merged = session.merge(created);
            session.flush();
            return merged.id;
        });

        assertThat(db.<String>call(session -> session.find(Patient.class, id).ssn))
                .isEqualTo("merged");
        assertThat(db.<String>call(session -> session.createSelectionQuery(
                                "select v.diagnosis from Visit v where v.patient.id = " + id, String.class)
                        .getSingleResult()))
                .isEqualTo("cascaded");
    }

    @Test
    void statelessSessionInsertsReadsAndUpdates() {
        Long id = db.factory.fromStatelessTransaction(session -> {
            Patient patient = new Patient("a", "1", null);
            patient.note = "n";
            session.insert(patient);
            return patient.id;
        });
        byte[] rowKey = db.bytes("select row_key from patient where id = " + id);
        byte[] note = db.bytes("select note from patient where id = " + id);

        db.factory.inStatelessTransaction(session -> {
            Patient patient = session.get(Patient.class, id);
            assertThat(patient.ssn).isEqualTo("1");
            patient.ssn = "2";
            session.update(patient);
        });

        Patient found = db.call(session -> session.find(Patient.class, id));
        assertThat(found.ssn).isEqualTo("2");
        assertThat(found.note).isEqualTo("n");
        assertThat(db.bytes("select row_key from patient where id = " + id)).isEqualTo(rowKey);
        assertThat(db.bytes("select note from patient where id = " + id)).isEqualTo(note);
    }

    @Test
    void statelessUpdateOfADynamicUpdateEntityWritesIt() {
        Long id = visit(patient("s"), "flu");

        db.factory.inStatelessTransaction(session -> {
            Visit visit = session.get(Visit.class, id);
            visit.diagnosis = "cold";
            visit.room = "stateless";
            session.update(visit);
        });

        Visit found = db.call(session -> session.find(Visit.class, id));
        assertThat(found.diagnosis).isEqualTo("cold");
        assertThat(found.therapy).isEqualTo("T-flu");
        assertThat(found.room).isEqualTo("stateless");
    }

    @Test
    void upsertInsertsAndUpdates() {
        db.factory.inStatelessTransaction(session -> session.upsert(new Employee(900, "n1", "10")));
        assertThat(db.<String>call(session -> session.find(Employee.class, 900L).salary))
                .isEqualTo("10");
        db.factory.inStatelessTransaction(session -> session.upsert(new Employee(900, "n2", "20")));

        Employee found = db.call(session -> session.find(Employee.class, 900L));
        assertThat(found.salary).isEqualTo("20");
        assertThat(found.nationalId).isEqualTo("n2");
    }

    @Test
    void upsertOfARowWithARowKeyKeepsIt() {
        db.run(session -> session.persist(new Employee(901, "n1", "10")));
        byte[] rowKey = db.bytes("select row_key from Employee where id = 901");

        db.factory.inStatelessTransaction(session -> session.upsert(new Employee(901, "n2", "20")));

        assertThat(db.bytes("select row_key from Employee where id = 901")).isEqualTo(rowKey);
        assertThat(db.<String>call(session -> session.find(Employee.class, 901L).salary))
                .isEqualTo("20");
    }

    @Test
    void concurrentWritersDoNotDisturbEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                long start = 100_000 + t * 1000L;
                done.add(threads.submit(() -> {
                    for (long id = start; id < start + 15; id++) {
                        long key = id;
                        String value = "v" + id;
                        db.run(session -> session.persist(new Employee(key, value, value)));
                        db.run(session -> session.find(Employee.class, key).salary = value + "x");
                        Employee found = db.call(session -> session.find(Employee.class, key));
                        assertThat(found.salary).isEqualTo(value + "x");
                        assertThat(found.nationalId).isEqualTo(value);
                    }
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theHiddenAttributeIsNotInTheMetamodel() {
        assertThat(db.factory.getMetamodel().entity(Patient.class).getAttributes())
                .extracting(attribute -> attribute.getName())
                .contains("ssn")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("rowkey"));
    }

    @Test
    void attack17_fixedSizeTypesHaveFixedSizeCiphertexts() {
        List<Long> ids = new ArrayList<>();
        for (BloodGroup group : BloodGroup.values()) {
            ids.add(db.call(session -> {
                Patient patient = new Patient("a", "1", null);
                patient.bloodGroup = group;
                patient.insured = group == BloodGroup.A;
                patient.birthDate = LocalDate.of(group.ordinal() * 1000, 1, 1);
                patient.score = group.ordinal() * 100_000;
                session.persist(patient);
                return patient.id;
            }));
        }

        List<Object[]> lengths = db.rows("select distinct octet_length(bloodgroup), octet_length(insured),"
                + " octet_length(birthdate), octet_length(score) from patient where id between " + ids.get(0) + " and "
                + ids.get(ids.size() - 1));

        assertThat(lengths).hasSize(1);
    }
}
