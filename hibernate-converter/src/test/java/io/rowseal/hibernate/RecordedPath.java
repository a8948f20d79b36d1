package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Run with {@link PathRecorder}: writes and reads entities, once all caches are warm. */
final class RecordedPath {

    private RecordedPath() {}

    @Entity(name = "OneText")
    static class OneText {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        String text;

        OneText() {}

        OneText(long id) {
            this.id = id;
            this.text = "value " + id;
        }
    }

    @Entity(name = "ThreeTexts")
    static class ThreeTexts {
        @Id
        Long id;

        @Encrypted
        String first;

        @Encrypted
        String middle;

        @Encrypted
        String third;

        ThreeTexts() {}

        ThreeTexts(long id) {
            this.id = id;
            this.first = "first " + id;
            this.middle = "middle " + id;
            this.third = "third " + id;
        }
    }

    public static void main(String[] arguments) {
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(TestDatabase.H2, ring, OneText.class, ThreeTexts.class)) {
            for (long id = 1; id <= 5; id++) {
                insert(sessions, new OneText(id));
                insert(sessions, new ThreeTexts(id));
                select(sessions, OneText.class, id);
                select(sessions, ThreeTexts.class, id);
            }
            record("INSERT", () -> insert(sessions, new OneText(10)));
            record("SELECT", () -> select(sessions, OneText.class, 3));
            record("INSERT3", () -> insert(sessions, new ThreeTexts(10)));
            record("SELECT3", () -> select(sessions, ThreeTexts.class, 3));
        }
    }

    private static void record(String name, Runnable operation) {
        PathRecorder.record(name, System.out, operation);
    }

    private static void insert(TestSessions sessions, Object entity) {
        sessions.run(session -> session.persist(entity));
    }

    private static void select(TestSessions sessions, Class<?> type, long id) {
        Object found = sessions.call(session -> session.find(type, id));
        if (found instanceof OneText one && !one.text.equals("value " + id)) {
            throw new AssertionError("another value");
        }
        if (found instanceof ThreeTexts three && !three.third.equals("third " + id)) {
            throw new AssertionError("another value");
        }
    }
}
