package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.Clinic.Address;
import io.rowseal.hibernate.Clinic.BloodGroup;
import io.rowseal.hibernate.Clinic.Patient;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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
}
