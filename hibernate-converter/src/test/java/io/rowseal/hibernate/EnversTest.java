package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.message.Envelope;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.envers.AuditReader;
import org.hibernate.envers.AuditReaderFactory;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.envers.query.AuditEntity;
import org.junit.jupiter.api.Test;

/** Envers keeps former values of encrypted attributes as sealed values of its audit tables. */
@OnHibernate72
class EnversTest extends DatabaseTest {

    private long nextId;

    record Remark(String text, int grade) {}

    @Embeddable
    static class Home {
        @Encrypted
        String street;

        String city;
    }

    @Entity(name = "Chart")
    @Audited(withModifiedFlag = true)
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Chart {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String mail;

        @Encrypted
        LocalDate born;

        @Encrypted(storage = Storage.TEXT, padTo = 32)
        String letter;

        @Encrypted(json = true)
        Remark remark;

        @Encrypted
        Calendar calendar;

        @Embedded
        Home home = new Home();

        String plain;
    }

    @Entity(name = "LongChart")
    @Audited
    static class LongChart extends Chart {
        @Encrypted
        String appendix;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Chart.class, LongChart.class};
    }

    private long chart(Consumer<LongChart> content) {
        long id = ++nextId;
        db.run(session -> {
            LongChart chart = new LongChart();
            chart.id = id;
            content.accept(chart);
            session.persist(chart);
        });
        return id;
    }

    private void change(long id, Consumer<LongChart> change) {
        db.run(session -> change.accept(session.find(LongChart.class, id)));
    }

    private <R> R audit(Function<AuditReader, R> work) {
        return db.call(session -> work.apply(AuditReaderFactory.get(session)));
    }

    @Test
    void everyRevisionIsReadBack() {
        long id = chart(chart -> {
            chart.secret = "one";
            chart.mail = "a@example.org";
            chart.born = LocalDate.of(2001, 1, 1);
            chart.letter = "dear";
            chart.remark = new Remark("fine", 1);
            chart.calendar = Calendar.getInstance();
            chart.home.street = "Elm";
            chart.home.city = "City";
            chart.appendix = "x";
        });
        change(id, chart -> {
            chart.secret = "two";
            chart.remark = new Remark("bad", 6);
            chart.home.street = null;
            chart.appendix = "y";
        });
        db.run(session -> session.remove(session.find(LongChart.class, id)));

        List<Number> revisions = audit(reader -> reader.getRevisions(LongChart.class, id));
        assertThat(revisions).hasSize(3);
        LongChart first = audit(reader -> reader.find(LongChart.class, id, revisions.get(0)));
        LongChart second = audit(reader -> reader.find(LongChart.class, id, revisions.get(1)));
        assertThat(first.secret).isEqualTo("one");
        assertThat(first.mail).isEqualTo("a@example.org");
        assertThat(first.born).isEqualTo(LocalDate.of(2001, 1, 1));
        assertThat(first.letter).isEqualTo("dear");
        assertThat(first.remark).isEqualTo(new Remark("fine", 1));
        assertThat(first.calendar).isNotNull();
        assertThat(first.home.street).isEqualTo("Elm");
        assertThat(first.appendix).isEqualTo("x");
        assertThat(second.secret).isEqualTo("two");
        assertThat(second.mail).isEqualTo("a@example.org");
        assertThat(second.remark).isEqualTo(new Remark("bad", 6));
        assertThat(second.home.street).isNull();
        assertThat(second.appendix).isEqualTo("y");
    }

    @Test
    void auditTablesHoldSealedValuesOfTheirOwnWithoutRowKeysAndIndexes() {
        long id = chart(chart -> {
            chart.secret = "TOPSECRET";
            chart.mail = "top@secret.example.org";
            chart.letter = "TOPSECRET";
        });

        byte[] stored = db.bytes("select secret from Chart_AUD where id = " + id);
        assertThat(stored).hasSize(99 + 9).startsWith(0xFE, 1, 2);
        assertThat(new String(
                        Envelope.of(ring).open(stored, Context.of("table", "chart_aud", "column", "secret")),
                        StandardCharsets.UTF_8))
                .isEqualTo("TOPSECRET");
        assertThat(db.bytes("select mail from Chart_AUD where id = " + id)).startsWith(0xFE, 1, 2);
        assertThat((String) db.stored("select letter from Chart_AUD where id = " + id))
                .startsWith("rs1.");
        for (String column : List.of("row_key", "mail_bidx")) {
            assertThatThrownBy(() -> db.rows("select " + column + " from Chart_AUD"))
                    .as(column)
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void modifiedFlagsTellWhatChanged() {
        long id = chart(chart -> chart.secret = "one");
        change(id, chart -> chart.plain = "changed");
        change(id, chart -> chart.secret = "two");

        List<?> changed = audit(reader -> reader.createQuery()
                .forRevisionsOfEntity(Chart.class, true, false)
                .add(AuditEntity.id().eq(id))
                .add(AuditEntity.property("secret").hasChanged())
                .getResultList());
        assertThat(changed).hasSize(2);
    }

    @Test
    void queriesThatSelectEncryptedPropertiesAreAnswered() {
        long id = chart(chart -> chart.secret = "one");

        List<?> secrets = audit(reader -> reader.createQuery()
                .forRevisionsOfEntity(Chart.class, true, false)
                .add(AuditEntity.id().eq(id))
                .add(AuditEntity.property("secret").isNotNull())
                .addProjection(AuditEntity.property("secret"))
                .getResultList());
        assertThat(secrets.toString()).isEqualTo("[one]");
    }

    @Test
    void queriesThatCompareEncryptedPropertiesAreRefused() {
        chart(chart -> {
            chart.secret = "one";
            chart.mail = "b@example.org";
        });
        var secret = AuditEntity.property("secret");
        var mail = AuditEntity.property("mail");
        for (var criterion : List.of(
                secret.eq("one"),
                secret.ne("one"),
                secret.in(List.of("one")),
                mail.eq("b@example.org"),
                mail.ne("x"),
                secret.gt("a"),
                secret.eqProperty("mail"),
                AuditEntity.property("home_street").eq("Elm"))) {
            assertThatThrownBy(() -> audit(reader -> reader.createQuery()
                            .forRevisionsOfEntity(Chart.class, true, true)
                            .add(criterion)
                            .getResultList()))
                    .hasStackTraceContaining("UnsupportedEncryptedQueryException")
                    .hasStackTraceContaining("_AUD.");
        }
        for (var projection : List.of(secret.max(), secret.distinct(), secret.countDistinct())) {
            assertThatThrownBy(() -> audit(reader -> reader.createQuery()
                            .forRevisionsOfEntity(Chart.class, true, true)
                            .addProjection(projection)
                            .getResultList()))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThatThrownBy(() -> audit(reader -> reader.createQuery()
                        .forRevisionsOfEntity(Chart.class, true, true)
                        .addOrder(secret.asc())
                        .getResultList()))
                .hasStackTraceContaining("UnsupportedEncryptedQueryException");
    }

    @Entity(name = "Tagged")
    @Audited
    static class Tagged {
        @Id
        Long id;

        @ElementCollection
        @Encrypted
        List<String> secret = new ArrayList<>();
    }

    @Entity(name = "Located")
    @Audited
    static class Located {
        @Id
        Long id;

        @ElementCollection
        List<Home> secret = new ArrayList<>();
    }

    @Test
    void auditedElementCollectionsAreRefused() {
        for (Class<?> entity : List.of(Tagged.class, Located.class)) {
            assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, entity).close())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("_AUD", "@NotAudited");
        }
    }

    @Entity(name = "TwoTablesAudited")
    @Audited
    @SecondaryTable(name = "second_audited")
    static class TwoTablesAudited {
        @Id
        Long id;

        @Encrypted
        @Column(table = "second_audited")
        String secret;

        @Column(table = "second_audited")
        String plain;
    }

    @Entity(name = "TwoTablesHalfAudited")
    @Audited
    @SecondaryTable(name = "second_half_audited")
    static class TwoTablesHalfAudited {
        @Id
        Long id;

        @NotAudited
        @Encrypted
        @Column(table = "second_half_audited")
        String secret;
    }

    @Test
    void secondaryTablesThatEnversWouldLeaveOutSilentlyAreRefused() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, TwoTablesAudited.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("second_audited", "@NotAudited", "primary table");
        new TestSessions(TestDatabase.H2, ring, TwoTablesHalfAudited.class).close();
    }

    @Entity(name = "UnionRootAudited")
    @Audited
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class UnionRootAudited {
        @Id
        Long id;

        @Encrypted
        String secret;
    }

    @Entity(name = "UnionLeafAudited")
    @Audited
    static class UnionLeafAudited extends UnionRootAudited {}

    @Test
    void hierarchiesWithATablePerClassAreRefused() {
        assertThatThrownBy(() ->
                        new TestSessions(TestDatabase.H2, ring, UnionRootAudited.class, UnionLeafAudited.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("UnionRootAudited.secret", "TABLE_PER_CLASS", "@NotAudited");
    }

    @Test
    void theSchemaCheckCoversAuditTables() {
        try (TestSessions own = new TestSessions(database, ring, entities())) {
            own.execute("alter table Chart_AUD drop column secret");

            assertThatThrownBy(() -> new TestSessions(
                                    own.url, own.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), entities())
                            .close())
                    .isInstanceOf(ConfigurationException.class)
                    .message()
                    .containsIgnoringCase("chart_aud add column secret");
        }
    }

    @Test
    void namesOfAuditTablesCanBeSet() {
        try (TestSessions own = new TestSessions(
                database.newDatabase(),
                database.user(),
                ring,
                Map.of("org.hibernate.envers.audit_table_prefix", "h_", "org.hibernate.envers.audit_table_suffix", ""),
                entities())) {
            own.run(session -> {
                Chart chart = new Chart();
                chart.id = 1L;
                chart.secret = "TOPSECRET";
                session.persist(chart);
            });
            assertThat(own.bytes("select secret from h_Chart")).startsWith(0xFE, 1, 2);
            Chart found = own.call(session -> {
                AuditReader reader = AuditReaderFactory.get(session);
                return reader.find(
                        Chart.class, 1L, reader.getRevisions(Chart.class, 1L).get(0));
            });
            assertThat(found.secret).isEqualTo("TOPSECRET");
        }
    }
}
