package io.rowseal.hibernate;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The databases that scenarios run on. */
enum TestDatabase {
    H2 {
        @Override
        String newDatabase() {
            return "jdbc:h2:mem:rowseal" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1";
        }

        @Override
        String user() {
            return "sa";
        }
    },
    HSQLDB {
        @Override
        String newDatabase() {
            return "jdbc:hsqldb:mem:rowseal" + COUNT.incrementAndGet();
        }

        @Override
        String user() {
            return "sa";
        }
    },
    POSTGRESQL {
        @Override
        String newDatabase() {
            String name = "rowseal" + COUNT.incrementAndGet();
            try (Connection connection = DriverManager.getConnection(Server.URL, user(), "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return Server.SERVER.getJdbcUrl(user(), name);
        }

        @Override
        String user() {
            return "postgres";
        }
    },
    MARIADB {
        @Override
        String newDatabase() {
            String name = "rowseal" + COUNT.incrementAndGet();
            try (Connection connection = DriverManager.getConnection(MariaDbServer.url(""), user(), "");
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name + " character set utf8mb4");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return MariaDbServer.url(name);
        }

        @Override
        String user() {
            return "root";
        }
    };

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Those of the system property rowseal.test.databases; where it is not set, all that can have every storage. */
    static List<TestDatabase> tested() {
        String chosen = System.getProperty("rowseal.test.databases");
        return chosen == null
                ? List.of(H2, POSTGRESQL, MARIADB)
                : Stream.of(chosen.split(",", -1)).map(TestDatabase::valueOf).toList();
    }

    /** The JDBC address of a new, empty database. */
    abstract String newDatabase();

    abstract String user();

    /** Started on first use, stopped with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres SERVER = start();
        private static final String URL = SERVER.getJdbcUrl("postgres", "postgres");

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
