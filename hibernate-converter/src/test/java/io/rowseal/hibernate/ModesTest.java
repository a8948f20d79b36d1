package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.PlaintextFoundException;
import io.rowseal.hibernate.Modes.Chart;
import io.rowseal.hibernate.Modes.PartialChart;
import io.rowseal.hibernate.Modes.PlainChart;
import io.rowseal.persistence.ValueEncodingException;
import io.rowseal.row.RowKeyBlock;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** What is written and read in each mode, by every way that Hibernate has. */
@OnHibernate72
class ModesTest extends DatabaseTest {

    private TestSessions plain;
    private TestSessions writingPlaintext;
    private TestSessions writingCiphertext;
    private long nextId;

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Chart.class};
    }

    @BeforeParameterizedClassInvocation
    void openModes() {
        plain = on(Map.of("hibernate.hbm2ddl.auto", "none"), PlainChart.class);
        // The index column belongs to STRICT alone.
        db.execute("alter table chart drop column email_bidx");
        writingPlaintext = on(Modes.settings(Modes.PLAINTEXT), Chart.class);
        writingCiphertext = on(Modes.settings(Modes.CIPHERTEXT), Chart.class);
    }

    @AfterParameterizedClassInvocation
    void closeModes() {
        List.of(plain, writingPlaintext, writingCiphertext).forEach(TestSessions::close);
    }

    private TestSessions on(Map<String, Object> settings, Class<?>... entities) {
        return new TestSessions(db.url, db.user(), ring, settings, entities);
    }

    private long plainRow(String notes) {
        long id = ++nextId;
        plain.run(session -> session.persist(new PlainChart(id, notes)));
        return id;
    }

    private long row(TestSessions sessions, String notes) {
        long id = ++nextId;
        sessions.run(session -> session.persist(new Chart(id, notes)));
        return id;
    }

    private String read(TestSessions sessions, long id) {
        return sessions.call(session -> session.find(Chart.class, id)).notes;
    }

    private String stored(String column, long id) {
        return (String) db.stored("select " + column + " from chart where id = " + id);
    }

    @Test
    void bothModesReadPlaintextAndCiphertext() {
        for (String notes : new String[] {"plain notes", "", "Ünïcödé 😀", "rs1. is no ciphertext", null}) {
            long plaintext = plainRow(notes);
            long written = row(writingPlaintext, notes);
            long sealed = row(writingCiphertext, notes);
            assertThat(stored("notes", written)).isEqualTo(notes);
            assertThat(stored("email", written)).isEqualTo(written + "@example.org");
            if (notes != null) {
                assertThat(stored("notes", sealed)).startsWith("rs1.").matches("rs1\\.[A-Za-z0-9_-]{39,}");
            }
            for (TestSessions sessions : List.of(writingPlaintext, writingCiphertext)) {
                for (long id : new long[] {plaintext, written, sealed}) {
                    assertThat(read(sessions, id)).as("%s %s", notes, id).isEqualTo(notes);
                    assertThat(sessions.call(session -> session.find(Chart.class, id)).email)
                            .isEqualTo(id + "@example.org");
                }
            }
        }
    }

    @Test
    void strictReadsWhatWasSealedAndRefusesPlaintextWithTheWayOut() {
        long sealed = row(writingCiphertext, "sealed");
        long plaintext = plainRow("left over");
        try (TestSessions strict = on(Map.of("hibernate.hbm2ddl.auto", "none"), PartialChart.class)) {
            assertThat(strict.call(session -> session.find(PartialChart.class, sealed)).notes)
                    .isEqualTo("sealed");
            assertThatThrownBy(() -> strict.call(session -> session.find(PartialChart.class, plaintext)))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(PlaintextFoundException.class)
                    .hasMessageContainingAll("PartialChart.notes", "WRITE_CIPHERTEXT", "docs/migration.md")
                    .hasMessageNotContaining("left over");
        }
    }

    @Test
    void readingPlaintextWritesNothing() {
        long id = plainRow("old");
        writingCiphertext.forgetStatements();

        writingCiphertext.run(session -> session.find(Chart.class, id));
        writingCiphertext.run(session -> {
            session.createSelectionQuery("from Chart where id = :id", Chart.class)
                    .setParameter("id", id)
                    .getSingleResult();
            session.flush();
        });
        Chart detached = writingCiphertext.call(session -> session.find(Chart.class, id));
        writingCiphertext.run(session -> session.merge(detached));

        assertThat(writingCiphertext.statements("update")).isEmpty();
        assertThat(stored("notes", id)).isEqualTo("old");
    }

    @Test
    void anUpdateSealsTheWholeRowAndCreatesNoRowKey() {
        long id = plainRow("old");

        writingCiphertext.run(session -> session.find(Chart.class, id).room = "7");

        assertThat(stored("notes", id)).startsWith("rs1.");
        assertThat(stored("email", id)).startsWith("rs1.");
        assertThat(db.stored("select row_key from chart where id = " + id)).isNull();
        assertThat(read(writingCiphertext, id)).isEqualTo("old");

        writingPlaintext.run(session -> session.find(Chart.class, id).room = "8");
        assertThat(stored("notes", id)).isEqualTo("old");
    }

    @Test
    void anInsertCreatesARowKeyInBothModesWhichLaterUpdatesUse() {
        long id = row(writingPlaintext, "new");
        assertThat(db.bytes("select row_key from chart where id = " + id)).hasSize(RowKeyBlock.BYTES);

        writingCiphertext.run(session -> session.find(Chart.class, id).room = "7");

        // A cell, not a sealed value: the length says so.
        assertThat(stored("notes", id)).hasSize("rs1.".length() + ((3 + 29) * 4 + 2) / 3);
        assertThat(read(writingPlaintext, id)).isEqualTo("new");
    }

    @Test
    void aPartialUpdateSealsWhatItWritesAndLeavesTheRestReadable() {
        long id = plainRow("old");
        try (TestSessions partial = on(Modes.settings(Modes.CIPHERTEXT), PartialChart.class)) {
            partial.run(session -> session.find(PartialChart.class, id).room = "7");
            assertThat(stored("notes", id)).isEqualTo("old");
            partial.run(session -> session.find(PartialChart.class, id).notes = "new");
        }
        assertThat(stored("notes", id)).startsWith("rs1.");
        assertThat(stored("email", id)).isEqualTo(id + "@example.org");
        assertThat(read(writingPlaintext, id)).isEqualTo("new");
    }

    @Test
    void aDetachedEntityIsMergedInBothModes() {
        long id = plainRow("old");
        for (TestSessions sessions : List.of(writingCiphertext, writingPlaintext)) {
            Chart detached = sessions.call(session -> session.find(Chart.class, id));
            detached.notes = sessions == writingPlaintext ? "merged in plaintext" : "merged in ciphertext";
            sessions.run(session -> session.merge(detached));
            assertThat(read(writingCiphertext, id)).isEqualTo(detached.notes);
            assertThat(stored("notes", id).equals(detached.notes)).isEqualTo(sessions == writingPlaintext);
        }
    }

    @Test
    void bulkStatementsWriteAsTheModeSays() {
        long sealed = plainRow("old");
        long written = plainRow("old");
        setNotes(writingCiphertext, sealed);
        setNotes(writingPlaintext, written);
        assertThat(stored("notes", sealed)).startsWith("rs1.");
        assertThat(stored("notes", written)).isEqualTo("bulk");
        assertThat(read(writingPlaintext, sealed)).isEqualTo("bulk");

        long inserted = ++nextId;
        writingPlaintext.run(session -> session.createMutationQuery(
                        "insert into Chart(id, notes) values (" + inserted + ", 'literal')")
                .executeUpdate());
        assertThat(stored("notes", inserted)).isEqualTo("literal");
        assertThat(read(writingCiphertext, inserted)).isEqualTo("literal");
    }

    private static void setNotes(TestSessions sessions, long id) {
        sessions.run(session -> session.createMutationQuery("update Chart set notes = :n where id = :id")
                .setParameter("n", "bulk")
                .setParameter("id", id)
                .executeUpdate());
    }

    @Test
    void projectionsAndNativeQueriesReadBoth() {
        long plaintext = plainRow("one");
        long sealed = row(writingCiphertext, "two");
        for (TestSessions sessions : List.of(writingPlaintext, writingCiphertext)) {
            List<String> notes = sessions.call(session -> session.createSelectionQuery(
                            "select c.notes from Chart c where c.id in (:ids) order by c.id", String.class)
                    .setParameterList("ids", List.of(plaintext, sealed))
                    .list());
            assertThat(notes).containsExactly("one", "two");
            List<Chart> charts = sessions.call(session -> session.createNativeQuery(
                            "select * from chart where id in (" + plaintext + ", " + sealed + ") order by id",
                            Chart.class)
                    .list());
            assertThat(charts).extracting(chart -> chart.notes).containsExactly("one", "two");
        }
    }

    @Test
    void aStatelessSessionWritesAllColumnsAsTheModeSays() {
        long id = plainRow("old");
        writingCiphertext.factory.inStatelessTransaction(session -> {
            Chart chart = session.get(Chart.class, id, LockMode.PESSIMISTIC_WRITE);
            session.update(chart);
        });
        assertThat(stored("notes", id)).startsWith("rs1.");
        assertThat(stored("email", id)).startsWith("rs1.");
        assertThat(read(writingPlaintext, id)).isEqualTo("old");

        writingPlaintext.factory.inStatelessTransaction(session -> session.update(session.get(Chart.class, id)));
        assertThat(stored("notes", id)).isEqualTo("old");
        assertThat(stored("email", id)).isEqualTo(id + "@example.org");
    }

    @Test
    void upsertWritesAsTheModeSays() {
        for (TestSessions sessions : List.of(writingCiphertext, writingPlaintext)) {
            for (long id : new long[] {plainRow("old"), ++nextId}) {
                upsert(sessions, id);
                assertThat(read(writingCiphertext, id)).isEqualTo("upserted");
                assertThat(stored("notes", id).equals("upserted")).isEqualTo(sessions == writingPlaintext);
            }
        }
    }

    private static void upsert(TestSessions sessions, long id) {
        sessions.factory.inStatelessTransaction(session -> session.upsert(new Chart(id, "upserted")));
    }

    @Test
    void plaintextThatWouldBeTakenForACiphertextIsNotWritten() {
        String looksLikeOurs = "rs1.MTIzNDU2";
        assertThatThrownBy(() -> row(writingPlaintext, looksLikeOurs))
                .isInstanceOf(ValueEncodingException.class)
                .hasStackTraceContaining("Chart.notes")
                .hasMessageNotContaining("MTIz");
        assertThatThrownBy(() -> writingPlaintext.run(
                        session -> session.createMutationQuery("update Chart set notes = 'rs1.aaaa'")
                                .executeUpdate()))
                .hasStackTraceContaining("WRITE_PLAINTEXT");

        long sealed = row(writingCiphertext, looksLikeOurs);
        assertThat(read(writingPlaintext, sealed)).isEqualTo(looksLikeOurs);
    }

    @Test
    void anIndexedAttributeIsWrittenWithItsIndexButNotSearchedUntilStrict() {
        long id = row(writingCiphertext, "indexed");
        for (TestSessions sessions : List.of(writingPlaintext, writingCiphertext)) {
            assertThatThrownBy(() -> byEmail(sessions, id))
                    .isInstanceOf(UnsupportedEncryptedQueryException.class)
                    .hasMessageContainingAll("Chart.email", "STRICT", "2999-12-31");
            assertThat(sessions.<Long>call(session -> session.createSelectionQuery(
                                    "select count(c.email) from Chart c where c.email is not null and c.id = " + id,
                                    Long.class)
                            .getSingleResult()))
                    .isEqualTo(1);
        }
        db.execute("delete from chart where email not like 'rs1.%'");
        Modes.askedFor(() -> on(Map.of("hibernate.hbm2ddl.auto", "none"), Chart.class)
                        .close())
                .forEach(db::execute);
        try {
            assertThat(byEmail(db, id)).isEqualTo(id);
            assertThatThrownBy(() -> on(Modes.settings(Modes.PLAINTEXT), Chart.class))
                    .hasMessageContainingAll("email_bidx", "alter table", "drop column email_bidx");
            on(Modes.settings(Modes.CIPHERTEXT), Chart.class).close();
        } finally {
            db.execute("alter table chart drop column email_bidx");
        }
    }

    private static Long byEmail(TestSessions sessions, long id) {
        return sessions.call(
                session -> session.createSelectionQuery("select c.id from Chart c where c.email = :e", Long.class)
                        .setParameter("e", id + "@example.org")
                        .getSingleResult());
    }
}
