package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.RowsealException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.Test;

/** SessionFactories of one JVM share nothing. */
@OnHibernate72
class IsolationTest {

    enum Mood {
        GOOD,
        BAD
    }

    @Entity(name = "Diary")
    public static class Diary {
        @Id
        Long id;

        @Encrypted
        Mood mood;

        @Encrypted
        String text;

        /** Used through reflection from another class loader. */
        public static Object create(long id) {
            Diary diary = new Diary();
            diary.id = id;
            diary.mood = Mood.BAD;
            diary.text = "text";
            return diary;
        }

        @Override
        public String toString() {
            return id + " " + mood + " " + text;
        }
    }

    @Test
    void twoSessionFactoriesWithDifferentKeyRingsWorkSideBySide() {
        KeyRing firstRing = TestKeyRing.create();
        KeyRing secondRing = TestKeyRing.create();
        try (TestSessions first = new TestSessions(TestDatabase.H2, firstRing, Diary.class);
                TestSessions second = new TestSessions(TestDatabase.H2, secondRing, Diary.class);
                TestSessions stranger = new TestSessions(
                        first.url, "sa", secondRing, Map.of("hibernate.hbm2ddl.auto", "none"), Diary.class)) {
            for (TestSessions each : new TestSessions[] {first, second, first, second}) {
                each.run(session -> session.merge(Diary.create(1)));
                assertThat(each.<Object>call(session -> session.find(Diary.class, 1L)))
                        .hasToString("1 BAD text");
            }
            assertThatThrownBy(() -> stranger.call(session -> session.find(Diary.class, 1L)))
                    .isInstanceOf(UnreadableAttributeException.class)
                    .hasCauseInstanceOf(RowsealException.class);
        }
    }

    @Test
    void aClosedSessionFactoryLeavesTheRingToOthers() {
        KeyRing ring = TestKeyRing.create();
        String url = TestDatabase.H2.newDatabase();
        try (TestSessions first = new TestSessions(url, "sa", ring, Map.of(), Diary.class)) {
            first.run(session -> session.persist(Diary.create(1)));
        }
        try (TestSessions second =
                new TestSessions(url, "sa", ring, Map.of("hibernate.hbm2ddl.auto", "validate"), Diary.class)) {
            assertThat(second.<Object>call(session -> session.find(Diary.class, 1L)))
                    .hasToString("1 BAD text");
        }
    }

    /** As development tools do: the library in one class loader, the application in another that is thrown away. */
    @Test
    void applicationClassesMayBeLoadedTwiceByOtherClassLoaders() throws Exception {
        KeyRing ring = TestKeyRing.create();
        String url = TestDatabase.H2.newDatabase();
        for (int restart = 0; restart < 2; restart++) {
            ClassLoader application = new ApplicationLoader(
                    Set.of(IsolationTest.class.getName(), Diary.class.getName(), Mood.class.getName()));
            Class<?> diary = application.loadClass(Diary.class.getName());
            assertThat(diary).isNotSameAs(Diary.class);
            var bootstrap = new BootstrapServiceRegistryBuilder()
                    .applyClassLoader(application)
                    .build();
            var registry = new StandardServiceRegistryBuilder(bootstrap)
                    .applySetting("hibernate.connection.url", url)
                    .applySetting("hibernate.connection.username", "sa")
                    .applySetting("hibernate.connection.password", "")
                    .applySetting("hibernate.hbm2ddl.auto", restart == 0 ? "create" : "none")
                    .applySetting(RowsealSettings.KEY_RING, ring)
                    .build();
            try (SessionFactory sessions = new MetadataSources(registry)
                    .addAnnotatedClass(diary)
                    .buildMetadata()
                    .buildSessionFactory()) {
                long id = restart;
                Object created = diary.getMethod("create", long.class).invoke(null, id);
                sessions.inTransaction(session -> session.persist(created));
                sessions.inTransaction(session -> {
                    for (long each = 0; each <= id; each++) {
                        Object found = session.find(diary, each);
                        assertThat(found).isInstanceOf(diary).hasToString(each + " BAD text");
                    }
                });
            }
        }
    }

    /** Defines some classes itself and asks its parent for the rest. */
    private static final class ApplicationLoader extends ClassLoader {

        private final Set<String> own;

        ApplicationLoader(Set<String> own) {
            super(IsolationTest.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null || !own.contains(name)) {
                    return loaded != null ? loaded : super.loadClass(name, resolve);
                }
                try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                    byte[] code = bytes.readAllBytes();
                    return defineClass(name, code, 0, code.length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
