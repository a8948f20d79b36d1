package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.hibernate.Clinic.Letter;
import io.rowseal.hibernate.Clinic.Patient;
import io.rowseal.row.TableKeys;
import java.util.Map;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Who can write the database cannot make rows show other rows' values. */
@OnHibernate72
class TamperingTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return Clinic.all();
    }

    private Long patient(String ssn) {
        return patient(ssn, null);
    }

    private Long patient(String ssn, String email) {
        return db.call(session -> {
            Patient patient = new Patient("n", ssn, email);
            patient.note = "note";
            session.persist(patient);
            return patient.id;
        });
    }

    private Patient find(Long id) {
        return db.call(session -> session.find(Patient.class, id));
    }

    private byte[] column(String column, Long id) {
        return db.bytes("select " + column + " from patient where id = " + id);
    }

    private void store(String column, byte[] bytes, Long id) {
        db.execute("update patient set " + column + " = ? where id = ?", bytes, id);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] whole = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        return whole;
    }

    @Test
    void aCellOfAnotherRowIsRefused() {
        Long first = patient("one");
        Long second = patient("two");
        store("ssn", column("ssn", first), second);

        assertThatThrownBy(() -> find(second))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(TamperedException.class)
                .hasMessageNotContaining("one");
    }

    @Test
    void aCellOfAnotherColumnIsRefused() {
        Long id = patient("one");
        store("note", column("ssn", id), id);

        assertThatThrownBy(() -> find(id))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(TamperedException.class);
    }

    @Test
    void aSealedValueOfAnotherColumnIsRefused() {
        Long id = patient("one");
        db.run(session -> session.createMutationQuery("update Patient set ssn = 'sealed' where id = :id")
                .setParameter("id", id)
                .executeUpdate());
        store("note", column("ssn", id), id);

        assertThatThrownBy(() -> find(id))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(WrongContextException.class);
    }

    @Test
    void attack02_aRowOfAnotherScopeIsRefusedOnAColdAndAWarmCache() {
        Long id = patient("tenant a");
        find(id);
        try (TestSessions other = new TestSessions(
                db.url,
                db.user(),
                ring,
                Map.of(
                        RowsealSettings.SCOPE,
                        "tenant-b",
                        RowsealSettings.DATA_CHECK,
                        "skip",
                        "hibernate.hbm2ddl.auto",
                        "none"),
                Clinic.all())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> other.call(session -> session.find(Patient.class, id)))
                        .isInstanceOf(UnreadableAttributeException.class)
                        .hasCauseInstanceOf(WrongContextException.class);
            }
        }
        assertThat(find(id).ssn).isEqualTo("tenant a");
    }

    @Test
    void attack02_aRowKeyOfAnotherTableIsRefusedOnAWarmCache() {
        Long id = patient("one");
        find(id);
        db.run(session -> session.persist(new Employee(1, "NID", "10")));
        db.execute(
                "update Employee set row_key = ?, salary = ? where id = 1", column("row_key", id), column("ssn", id));

        assertThatThrownBy(() -> db.call(session -> session.find(Employee.class, 1L)))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(WrongContextException.class);
    }

    @Test
    void attack03_aCellThatBringsItsOwnRowKeyIsMalformed() {
        Long first = patient("one");
        Long second = patient("two");
        store("ssn", concat(column("row_key", first), column("ssn", first)), second);
        assertThatThrownBy(() -> find(second))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(MalformedCiphertextException.class);
        assertThatThrownBy(() -> db.call(session -> session.createNativeQuery(
                                "select * from patient where id = " + second, Patient.class)
                        .getSingleResult()))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(MalformedCiphertextException.class);

        db.execute("update patient set row_key = null where id = ?", second);
        assertThatThrownBy(() -> find(second))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(MalformedCiphertextException.class);
        assertThatThrownBy(() -> db.call(session -> session.createNativeQuery(
                                "select * from patient where id = " + second, Patient.class)
                        .getSingleResult()))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void attack03_aRowKeyOfAnotherLengthDoesNotLetColumnsBringTheirs() {
        Long first = patient("one");
        Long second = patient("two");
        byte[] whole = concat(column("row_key", first), column("ssn", first));
        byte[] block = column("row_key", first);
        for (int split : new int[] {0, 1, 40, 82}) {
            store("row_key", java.util.Arrays.copyOf(block, split), second);
            store("ssn", java.util.Arrays.copyOfRange(whole, split, whole.length), second);
            assertThatThrownBy(() -> find(second))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(MalformedCiphertextException.class);
            assertThatThrownBy(() -> db.call(session -> session.createNativeQuery(
                                    "select * from patient where id = " + second, Patient.class)
                            .getSingleResult()))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(MalformedCiphertextException.class);
        }
    }

    @Test
    void attack03_aCellWithoutItsRowKeyIsMalformed() {
        Long id = patient("one");
        db.execute("update patient set row_key = null where id = ?", id);

        assertThatThrownBy(() -> find(id))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void attack04_aWholeRowCopiedOverAnotherIsNotDetectedAsDocumented() {
        Long first = patient("one");
        Long second = patient("two");
        db.execute(
                "update patient set row_key = ?, ssn = ?, note = ?, birthdate = null, weight = ?, insured = ?"
                        + " where id = ?",
                column("row_key", first),
                column("ssn", first),
                column("note", first),
                column("weight", first),
                column("insured", first),
                second);

        assertThat(find(second).ssn).isEqualTo("one");
    }

    @Test
    void attack05_aRowKeyBlockStoredBeforeTheCellIsReadAfterARewrapToo() {
        Long id = patient("one");
        byte[] block = column("row_key", id);
        store("ssn", concat(block, column("ssn", id)), id);
        assertThat(find(id).ssn).isEqualTo("one");

        ring.rotateKek("default");
        try (TableKeys keys = TableKeys.of(ring, "default", "patient")) {
            byte[] rewrapped = keys.current(block);
            assertThat(rewrapped).isNotEqualTo(block);
            store("row_key", rewrapped, id);
        }

        assertThat(find(id).ssn).isEqualTo("one");
        assertThat(find(id).note).isEqualTo("note");
    }

    @Test
    void aRowKeyRewrappedBySqlIsReadAndKeptByUpdates() {
        Long id = patient("one");
        byte[] note = column("note", id);
        ring.rotateKek("default");
        try (TableKeys keys = TableKeys.of(ring, "default", "patient")) {
            store("row_key", keys.current(column("row_key", id)), id);
        }
        byte[] rewrapped = column("row_key", id);

        db.run(session -> session.find(Patient.class, id).ssn = "two");

        assertThat(find(id).ssn).isEqualTo("two");
        assertThat(column("row_key", id)).isEqualTo(rewrapped);
        assertThat(column("note", id)).isEqualTo(note);
    }

    @Test
    void attack06_anOldSessionAndADetachedEntityWriteBackARowKeyUnderTheActiveKek() {
        Long ofSession = patient("one");
        Long detached = patient("two");
        byte[] oldBlock = column("row_key", ofSession);
        Patient detachedPatient = find(detached);
        detachedPatient.visits = new java.util.ArrayList<>();
        try (Session session = db.factory.openSession()) {
            session.beginTransaction();
            Patient loaded = session.find(Patient.class, ofSession);
            ring.rotateKek("default");
            loaded.ssn = "changed";
            session.getTransaction().commit();
        }
        detachedPatient.ssn = "changed too";
        db.run(session -> session.merge(detachedPatient));

        byte[] kekOfNewRow = kekId(column("row_key", patient("three")));
        assertThat(kekId(oldBlock)).isNotEqualTo(kekOfNewRow);
        assertThat(kekId(column("row_key", ofSession))).isEqualTo(kekOfNewRow);
        assertThat(kekId(column("row_key", detached))).isEqualTo(kekOfNewRow);
        assertThat(find(ofSession).ssn).isEqualTo("changed");
        assertThat(find(ofSession).note).isEqualTo("note");
        assertThat(find(detached).ssn).isEqualTo("changed too");
    }

    private static byte[] kekId(byte[] block) {
        return java.util.Arrays.copyOfRange(block, 3, 11);
    }

    @Test
    void attack10_anIndexPrefixOfAnotherRowStrippedOrOfAnotherEpochIsRefused() {
        Long first = patient("one", "one@example.org");
        Long second = patient("two", "two@example.org");
        byte[] own = column("email", second);
        byte[] other = column("email", first);

        byte[] swapped = own.clone();
        System.arraycopy(other, 0, swapped, 0, 18);
        db.execute("update patient set email = null where id = ?", first);
        byte[] stripped = java.util.Arrays.copyOfRange(own, 18, own.length);
        byte[] epoch = own.clone();
        epoch[1]++;
        for (byte[] forged : new byte[][] {swapped, stripped, epoch}) {
            store("email", forged, second);
            assertThatThrownBy(() -> find(second))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(TamperedException.class);
        }
        store("email", own, second);
        assertThat(find(second).email).isEqualTo("two@example.org");
    }

    @Test
    void attack10_anIndexPrefixOfASealedValueIsAuthentic() {
        Long id = patient("one", "sealed@example.org");
        db.run(session -> session.createMutationQuery("update Patient set email = :e where id = :id")
                .setParameter("e", "bulk@example.org")
                .setParameter("id", id)
                .executeUpdate());
        assertThat(find(id).email).isEqualTo("bulk@example.org");
        byte[] forged = column("email", id);
        forged[5]++;
        store("email", forged, id);

        assertThatThrownBy(() -> find(id))
                .isInstanceOf(UnreadableAttributeException.class)
                .hasCauseInstanceOf(TamperedException.class);
    }

    @Test
    void attack16_valuesThatLookLikeCiphertextAreJustValues() {
        byte[] looksSealed = new byte[120];
        looksSealed[0] = (byte) 0xFE;
        looksSealed[1] = 1;
        looksSealed[2] = 1;
        Long id = db.call(session -> {
            Patient patient = new Patient("n", "rs1.AAAA", null);
            patient.photo = looksSealed;
            session.persist(patient);
            return patient.id;
        });
        db.run(session -> {
            Letter letter = new Letter();
            letter.setId(16L);
            letter.setBody("rs1.AAAA");
            session.persist(letter);
        });

        assertThat(find(id).ssn).isEqualTo("rs1.AAAA");
        assertThat(find(id).photo).isEqualTo(looksSealed);
        assertThat(db.<String>call(session -> session.find(Letter.class, 16L).getBody()))
                .isEqualTo("rs1.AAAA");
    }

    @Test
    void attack16_plaintextAndAlteredTextInATextColumnAreRefused() {
        db.run(session -> {
            Letter letter = new Letter();
            letter.setId(17L);
            letter.setBody("abc");
            session.persist(letter);
        });
        String stored = (String) db.stored("select body from Letter where id = 17");
        String altered = stored.substring(0, stored.length() - 1) + (stored.endsWith("B") ? "C" : "B");
        for (String forged : new String[] {"abc", "rs1.abc", stored + "=", stored + "A", altered}) {
            db.execute("update Letter set body = ? where id = 17", forged);
            assertThatThrownBy(() -> db.call(session -> session.find(Letter.class, 17L)))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(RowsealException.class);
        }
    }
}
