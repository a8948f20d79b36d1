package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.hibernate.Modes.Chart;
import io.rowseal.hibernate.PlaintextEvent.Operation;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.EncryptionMode;
import io.rowseal.row.TableKeys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can write the database can plant plaintext while a mode reads it: it is counted and told, and nothing else is read. */
@OnHibernate72
class PlaintextAuditTest {

    private static final String ENTITY = Chart.class.getName();
    private static final LocalDate UNTIL = LocalDate.of(2027, 6, 30);

    private final List<PlaintextEvent> events = new ArrayList<>();
    private PlaintextListener listener = events::add;
    private Instant now = Modes.TODAY;
    private TestSessions db;

    @BeforeEach
    void open() {
        KeyRing ring = Modes.ring(() -> now);
        db = new TestSessions(
                TestDatabase.H2.newDatabase(),
                "sa",
                ring,
                Map.of(
                        "rowseal.mode.Chart.notes",
                        "write-ciphertext until 2027-06-30",
                        "rowseal.mode.Chart.email",
                        "write-plaintext until 2027-06-30",
                        RowsealSettings.PLAINTEXT_LISTENER,
                        (PlaintextListener) event -> listener.onPlaintext(event)),
                Chart.class);
        db.run(session -> session.persist(new Chart(1, "sealed")));
    }

    @AfterEach
    void close() {
        db.close();
    }

    private Chart find() {
        return db.call(session -> session.find(Chart.class, 1L));
    }

    private void plant(String notes) {
        db.execute("update chart set notes = ? where id = 1", notes);
    }

    private PlaintextCounters.Counts counts(String attribute) {
        return PlaintextCounters.of(db.factory).counts().stream()
                .filter(counts -> counts.attribute().equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    private static PlaintextEvent event(String attribute, Operation operation, EncryptionMode mode, boolean afterEnd) {
        return new PlaintextEvent(ENTITY, attribute, operation, mode, UNTIL, afterEnd);
    }

    @Test
    void attack23_plantedPlaintextIsReadCountedAndAudited() {
        assertThat(events).containsExactly(event("email", Operation.WRITE, EncryptionMode.WRITE_PLAINTEXT, false));
        events.clear();
        plant("planted");

        assertThat(find().notes).isEqualTo("planted");

        assertThat(events)
                .containsExactlyInAnyOrder(
                        event("notes", Operation.READ, EncryptionMode.WRITE_CIPHERTEXT, false),
                        event("email", Operation.READ, EncryptionMode.WRITE_PLAINTEXT, false));
        assertThat(counts("notes"))
                .isEqualTo(new PlaintextCounters.Counts(
                        ENTITY, "notes", EncryptionMode.WRITE_CIPHERTEXT, UNTIL, 1, 0, 0, 0));
        assertThat(counts("email"))
                .isEqualTo(new PlaintextCounters.Counts(
                        ENTITY, "email", EncryptionMode.WRITE_PLAINTEXT, UNTIL, 1, 1, 0, 0));
    }

    @Test
    void attack23_aModeThatEndsWhileTheApplicationRunsGoesOnAndIsLoggedOnce() {
        plant("planted");
        now = Modes.TOMORROW;
        List<LogCapture.Line> lines;
        try (LogCapture log = new LogCapture(Map.of("org.hibernate", Level.WARNING))) {
            assertThat(find().notes).isEqualTo("planted");
            assertThat(find().notes).isEqualTo("planted");
            lines = log.take();
        }
        assertThat(counts("notes").afterEnd()).isEqualTo(2);
        assertThat(counts("notes").read()).isEqualTo(2);
        assertThat(events).contains(event("notes", Operation.READ, EncryptionMode.WRITE_CIPHERTEXT, true));
        assertThat(lines)
                .filteredOn(line -> line.text().contains("Chart.notes"))
                .singleElement()
                .satisfies(line -> assertThat(line.text())
                        .contains("WRITE_CIPHERTEXT until 2027-06-30", "STRICT")
                        .doesNotContain("planted"));
    }

    @Test
    void aListenerThatFailsDisturbsNoRead() {
        plant("planted");
        listener = event -> {
            throw new IllegalStateException("audit log is full");
        };
        List<LogCapture.Line> lines;
        try (LogCapture log = new LogCapture(Map.of("org.hibernate", Level.WARNING))) {
            assertThat(find().notes).isEqualTo("planted");
            assertThat(find().notes).isEqualTo("planted");
            lines = log.take();
        }
        assertThat(counts("notes").listenerFailures()).isEqualTo(2);
        assertThat(lines)
                .filteredOn(line -> line.text().contains("audit log is full"))
                .hasSize(2);
    }

    @Test
    void attack16_whatClaimsToBeACiphertextIsNeverReadAsPlaintext() {
        String sealed = (String) db.stored("select notes from chart");
        char last = sealed.charAt(sealed.length() - 1);
        for (String claiming : List.of(
                "rs1.",
                "rs1.AAAA",
                "rs1.hello",
                sealed.substring(0, sealed.length() - 1),
                sealed.substring(0, 20),
                sealed.substring(0, sealed.length() - 1) + (last == 'A' ? 'B' : 'A'),
                sealed + "=",
                sealed + "A",
                sealed.replace("rs1.", "rs1.+"),
                "rs1.A" + sealed.substring(5))) {
            plant(claiming);
            assertThatThrownBy(this::find).as(claiming).isInstanceOf(UnreadableAttributeException.class);
        }
        assertThat(counts("notes").read()).isZero();
        plant(sealed);
        assertThat(find().notes).isEqualTo("sealed");
        plant("rs1. what was it?");
        assertThat(find().notes).isEqualTo("rs1. what was it?");
    }

    @Test
    void attack03_aCellBringsNoRowKeyOfItsOwn() {
        byte[] block = db.bytes("select row_key from chart");
        byte[] cell = Base64.getUrlDecoder().decode(((String) db.stored("select notes from chart")).substring(4));
        byte[] both = new byte[block.length + cell.length];
        System.arraycopy(block, 0, both, 0, block.length);
        System.arraycopy(cell, 0, both, block.length, cell.length);
        byte[] marked = new byte[both.length + 1];
        marked[0] = (byte) 0xFD;
        System.arraycopy(both, 0, marked, 1, both.length);

        db.execute("update chart set row_key = null");
        for (byte[] planted : new byte[][] {cell, both, marked}) {
            plant(TableKeys.toText(planted));
            assertThatThrownBy(this::find)
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(MalformedCiphertextException.class);
        }
        db.execute("update chart set row_key = ?", (Object) block);
        plant(TableKeys.toText(both));
        assertThatThrownBy(this::find).hasCauseInstanceOf(MalformedCiphertextException.class);
        plant(TableKeys.toText(cell));
        assertThat(find().notes).isEqualTo("sealed");
    }
}
