package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Temporal;
import jakarta.persistence.TemporalType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.Nationalized;
import org.hibernate.annotations.UuidGenerator;
import org.junit.jupiter.api.Test;

/** Annotations beside {@code @Encrypted} that say how a plain value is stored, or what it is, and take nothing from it. */
@OnHibernate72
class HarmlessAnnotationsTest extends DatabaseTest {

    enum Color {
        RED,
        GREEN
    }

    @Entity(name = "Harmless")
    static class Harmless {
        @Id
        Long id;

        @Encrypted
        @Enumerated(EnumType.ORDINAL)
        Color byNumber = Color.GREEN;

        @Encrypted
        @Enumerated(EnumType.STRING)
        Color byName = Color.RED;

        @Encrypted
        @Nationalized
        String national = "canary \u4e2d";

        @Encrypted
        @Basic(fetch = FetchType.LAZY)
        String basic = "canary";

        @Encrypted
        @Temporal(TemporalType.TIMESTAMP)
        Date moment = new Date(1_700_000_123_456L);

        @Encrypted
        @UuidGenerator
        String generated;

        @Encrypted
        @CreationTimestamp
        Instant created;

        @CreationTimestamp
        Instant createdPlain;
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Harmless.class};
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Harmless written = persisted(1);
        Harmless found = db.call(session -> session.find(Harmless.class, 1L));
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("createdPlain")
                .isEqualTo(written);
        assertThat(found.generated).isNotEmpty();
        for (Object value : db.rows(
                        "select byNumber, byName, national, basic, moment, generated, created from Harmless where id = 1")
                .get(0)) {
            assertThat(value).isInstanceOf(byte[].class);
        }
    }

    /** Several, because the digits of one can be zero by chance. */
    @Test
    void generatedTimestampsHaveAsManyDigitsAsPlainOnes() {
        long fractions = 0;
        for (long id = 10; id < 20; id++) {
            Harmless written = persisted(id);
            assertThat(TimeUnit.NANOSECONDS.toMicros(written.created.getNano()) * 1000)
                    .isEqualTo(written.created.getNano());
            fractions += written.created.equals(written.created.truncatedTo(ChronoUnit.MILLIS)) ? 0 : 1;
        }
        assertThat(fractions).isPositive();
    }

    private Harmless persisted(long id) {
        Harmless entity = new Harmless();
        entity.id = id;
        db.run(session -> session.persist(entity));
        return entity;
    }
}
