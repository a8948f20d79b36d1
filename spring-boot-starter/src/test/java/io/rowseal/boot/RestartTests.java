package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.application.RestartedApplication;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As devtools do it: libraries stay, the application's classes get a new class loader at every restart. */
@OnSpringBoot40
class RestartTests {

    @TempDir
    Path directory;

    @Test
    void anEnumAndAnEmbeddableOfTheApplicationSurviveARestartInANewClassLoader() throws Exception {
        String first = "1@example.org AB 1980-02-29 Address[street=1 Main Street, city=Springfield] notes of Patient";
        String second = "2" + first.substring(1);
        assertThat(startInNewClassLoader()).containsExactly(first);
        assertThat(startInNewClassLoader()).containsExactly(first, second);
    }

    private List<String> startInNewClassLoader() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (RestartClassLoader loader = new RestartClassLoader()) {
            thread.setContextClassLoader(loader);
            Class<?> type = loader.loadClass(RestartedApplication.class.getName());
            assertThat(type).isNotSameAs(RestartedApplication.class);
            @SuppressWarnings("unchecked")
            Function<String[], List<String>> application = (Function<String[], List<String>>)
                    type.getDeclaredConstructor().newInstance();
            return application.apply(new String[] {
                "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("data"),
                "--spring.jpa.hibernate.ddl-auto=update",
                "--rowseal.master-key-store.pkcs12.file=" + directory.resolve("keys.p12"),
                "--rowseal.master-key-store.pkcs12.password=" + Starters.PASSWORD,
                "--rowseal.kek-store.jdbc.initialize-schema=always"
            });
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Loads the classes of the application itself, everything else from its parent. */
    private static final class RestartClassLoader extends URLClassLoader {

        private static final String PACKAGE = RestartedApplication.class.getPackageName() + ".";

        RestartClassLoader() throws IOException {
            super(
                    new URL[] {
                        RestartedApplication.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    RestartTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(PACKAGE)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
