package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class JsonAttributesTest extends DatabaseTest {

    record Allergy(String substance, int severity) {}

    /** Takes itself for equal whatever it holds. */
    public static class Settings {
        private int id;
        private List<String> words = new ArrayList<>();

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }

        public List<String> getWords() {
            return words;
        }

        public void setWords(List<String> words) {
            this.words = words;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Settings that && id == that.id;
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** Has no equals at all. */
    public static class Plain {
        public String text;
    }

    @Entity(name = "Chart")
    @Table(name = "chart")
    static class Chart {
        @Id
        Long id;

        String room;

        @Encrypted(json = true)
        Allergy allergy;

        @Encrypted(json = true)
        List<Allergy> allergies;

        @Encrypted(json = true)
        Map<String, List<Allergy>> history;

        @Encrypted(json = true)
        Settings settings;

        @Encrypted(json = true)
        Plain plain;

        @Encrypted
        Calendar calendar;
    }

    @Entity(name = "Chart")
    @Table(name = "chart")
    static class LaterChart {
        record Allergy(String substance, int severity, String since) {}

        @Id
        Long id;

        String room;

        @Encrypted(json = true)
        Allergy allergy;
    }

    @Entity(name = "Indexed")
    static class Indexed {
        @Id
        Long id;

        @Encrypted(json = true)
        @BlindIndex
        List<String> words;
    }

    @Entity(name = "Automatic")
    static class Automatic {
        @Id
        Long id;

        @Encrypted
        Settings settings;
    }

    sealed interface Contact permits Mail {}

    record Mail(String address) implements Contact {}

    record Card(String name, Contact contact) {}

    @Entity(name = "OfInterface")
    static class OfInterface {
        @Id
        Long id;

        @Encrypted(json = true)
        Card card;
    }

    @Test
    void f34_interfacesInsideOfJsonAreRefusedAtStart() {
        assertThatThrownBy(() -> new TestSessions(database, ring, OfInterface.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("OfInterface.card", "Contact", "sealed interface", "@JsonTypeInfo");
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Chart.class};
    }

    private static Chart chart(long id) {
        Chart chart = new Chart();
        chart.id = id;
        chart.allergy = new Allergy("pollen", 3);
        chart.allergies = new ArrayList<>(List.of(chart.allergy, new Allergy("milk", 1)));
        chart.history = new HashMap<>(Map.of("2024", chart.allergies));
        chart.settings = new Settings();
        chart.settings.setWords(new ArrayList<>(List.of("one")));
        chart.plain = new Plain();
        chart.plain.text = "plain text";
        chart.calendar = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"));
        return chart;
    }

    @Test
    void readsObjectsRecordsListsAndMapsAsTheyWere() {
        Chart chart = chart(1);
        db.run(session -> session.persist(chart));
        Chart read = db.call(session -> session.find(Chart.class, 1L));
        assertThat(read.allergy).isEqualTo(chart.allergy);
        assertThat(read.allergies).isEqualTo(chart.allergies);
        assertThat(read.history).isEqualTo(chart.history);
        assertThat(read.settings.getWords()).containsExactly("one");
        assertThat(read.plain.text).isEqualTo("plain text");
        assertThat(read.calendar).isEqualTo(chart.calendar);
        assertThat(db.<Allergy>call(
                        session -> session.createQuery("select c.allergy from Chart c where c.id = 1", Allergy.class)
                                .getSingleResult()))
                .isEqualTo(chart.allergy);
        assertThat(new String(db.bytes("select allergies from chart where id = 1"), StandardCharsets.ISO_8859_1))
                .doesNotContain("pollen");
    }

    @Test
    void findsChangesInsideOfObjectsAtFlush() {
        db.run(session -> session.persist(chart(2)));
        db.run(session -> {
            Chart chart = session.find(Chart.class, 2L);
            chart.allergies.add(new Allergy("nuts", 9));
            chart.settings.getWords().add("two");
            chart.plain.text = "changed";
            chart.calendar.setTimeZone(TimeZone.getTimeZone("UTC"));
        });
        Chart read = db.call(session -> session.find(Chart.class, 2L));
        assertThat(read.allergies).hasSize(3);
        assertThat(read.settings.getWords()).containsExactly("one", "two");
        assertThat(read.plain.text).isEqualTo("changed");
        assertThat(read.calendar.getTimeZone().getID()).isEqualTo("UTC");
    }

    @Test
    void mergesChangesInsideOfObjectsThatTakeThemselvesForEqual() {
        db.run(session -> session.persist(chart(3)));
        Chart detached = db.call(session -> session.find(Chart.class, 3L));
        detached.settings.getWords().add("merged");
        db.run(session -> session.merge(detached));
        assertThat(db.<Chart>call(session -> session.find(Chart.class, 3L))
                        .settings
                        .getWords())
                .containsExactly("one", "merged");
    }

    @Test
    void writesNothingWhenNothingChanged() {
        db.run(session -> session.persist(chart(4)));
        db.forgetStatements();
        db.run(session -> assertThat(session.find(Chart.class, 4L).allergies).hasSize(2));
        db.run(session -> {
            Chart chart = session.find(Chart.class, 4L);
            chart.plain = chart(4).plain;
        });
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void updatesOneObjectByHql() {
        db.run(session -> session.persist(chart(5)));
        db.run(session -> session.createMutationQuery("update Chart c set c.allergy = :a where c.id = 5")
                .setParameter("a", new Allergy("dust", 2))
                .executeUpdate());
        assertThat(db.<Chart>call(session -> session.find(Chart.class, 5L)).allergy)
                .isEqualTo(new Allergy("dust", 2));
    }

    @Test
    void readsWhatWasWrittenBeforeAFieldWasAdded() {
        db.run(session -> session.persist(chart(6)));
        try (TestSessions later =
                new TestSessions(db.url, db.user(), ring, Map.of("hibernate.hbm2ddl.auto", "none"), LaterChart.class)) {
            assertThat(later.<LaterChart>call(session -> session.find(LaterChart.class, 6L)).allergy)
                    .isEqualTo(new LaterChart.Allergy("pollen", 3, null));
        }
    }

    @Test
    void isRefusedAtStartWithABlindIndexOrWithoutBeingChosen() {
        assertThatThrownBy(() -> new TestSessions(database, ring, Indexed.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot have @BlindIndex");
        assertThatThrownBy(() -> new TestSessions(database, ring, Automatic.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("@Encrypted(json = true)");
    }
}
