package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import org.junit.jupiter.api.Test;

/** Classes without a package cannot be imported, so they are reached by their names here. */
class DefaultPackageTest {

    @Test
    void f14_anEnumNestedInAnEntityOfTheDefaultPackageIsEncrypted() throws Exception {
        Class<?> person = Class.forName("DefaultPackagePerson");
        Object mood = Enum.valueOf(person.getField("mood").getType().asSubclass(Enum.class), "CHEERFUL");
        try (KeyRing ring = TestKeyRing.create();
                TestSessions sessions = new TestSessions(TestDatabase.H2, ring, person)) {
            Object cheerful = person.getDeclaredConstructor().newInstance();
            person.getField("id").set(cheerful, 1L);
            person.getField("mood").set(cheerful, mood);
            sessions.run(session -> session.persist(cheerful));
            Object found = sessions.call(session -> session.find(person, 1L));
            assertThat(person.getField("mood").get(found)).isEqualTo(mood);
        }
    }
}
