package io.rowseal.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.PlaintextListener;
import io.rowseal.hibernate.RowKeys;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** The steps of docs/migration.md, on the last day of its modes. */
class MigrationTest {

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final Log log = new Log();
    private final KeyRing ring = KeyRing.builder()
            .masterKeyStore(new InMemoryMasterKeyStore())
            .kekStore(new InMemoryKekStore())
            .clocks(() -> Instant.parse("2027-06-30T12:00:00Z"), System::nanoTime)
            .build();

    /** Stands for the application's. */
    private static final class Log {
        private final List<String> lines = new ArrayList<>();

        void info(String line) {
            lines.add(line);
        }
    }

    @AfterEach
    void closeRing() {
        ring.close();
    }

    private SessionFactory start(String ddl, Properties settings, Class<?> entity) {
        Configuration configuration = new Configuration()
                .setProperty("hibernate.connection.url", url)
                .setProperty("hibernate.hbm2ddl.auto", ddl)
                .addAnnotatedClass(entity);
        configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }

    private static Properties settings(String file) throws IOException {
        return PropertiesLoaderUtils.loadProperties(new ClassPathResource("readme/" + file));
    }

    @Test
    void aStringGoesFromPlaintextToCiphertext() throws IOException {
        // snippet listener
        PlaintextListener audit =
                event -> log.info(event.operation() + " of plaintext: " + event.entity() + "." + event.attribute());
        // end of snippet
        try (SessionFactory plain = start("create", new Properties(), PlainLetter.class)) {
            for (long id = 1; id <= 3; id++) {
                PlainLetter letter = new PlainLetter();
                letter.id = id;
                letter.body = "Dear reader";
                plain.inTransaction(session -> session.persist(letter));
            }
            plain.inTransaction(session -> {
                session.createNativeMutationQuery("alter table letter alter column body set data type varchar(2000)")
                        .executeUpdate();
                session.createNativeMutationQuery("alter table letter add column row_key varbinary(83)")
                        .executeUpdate();
            });
        }
        Properties writesPlaintext = settings("writesPlaintext.properties");
        writesPlaintext.put(RowsealSettings.PLAINTEXT_LISTENER, audit);
        try (SessionFactory sessions = start("none", writesPlaintext, Letter.class)) {
            assertThat(body(sessions)).isEqualTo("Dear reader");
            assertThat(log.lines).containsExactly("READ of plaintext: io.rowseal.migration.Letter.body");
        }
        try (SessionFactory sessions = start("none", settings("writesCiphertext.properties"), Letter.class)) {
            assertThat(body(sessions)).isEqualTo("Dear reader");
            sessions.inTransaction(session -> session.find(Letter.class, 3L).body = "Dear writer");
            encryptAll(sessions);
            assertThat(giveKeys(sessions)).isEqualTo(1);
            assertThat(giveKeys(sessions)).isZero();
        }
        try (SessionFactory annotated = start("none", new Properties(), AnnotatedLetter.class);
                SessionFactory strict = start("none", new Properties(), Letter.class)) {
            assertThat(body(strict)).isEqualTo("Dear reader");
            assertThat(annotated.<String>fromTransaction(session -> session.find(AnnotatedLetter.class, 2L).body))
                    .isEqualTo("Dear reader");
        }
    }

    private static String body(SessionFactory sessions) {
        return sessions.fromTransaction(session -> session.find(Letter.class, 1L).body);
    }

    private static void encryptAll(SessionFactory sessions) {
        // snippet
        long last = Long.MIN_VALUE;
        List<Long> page;
        do {
            long after = last;
            page = sessions.fromStatelessTransaction(session -> {
                List<Long> ids = session.createNativeQuery(
                                "/* rowseal:allow */ select id from letter where id > :after and body not like 'rs1.%' order by id limit 500",
                                Long.class)
                        .setParameter("after", after)
                        .list();
                RowKeys.of(sessions).give(session, Letter.class, ids);
                return ids;
            });
            last = page.isEmpty() ? last : page.get(page.size() - 1);
        } while (!page.isEmpty());
        // end of snippet
    }

    private static long giveKeys(SessionFactory sessions) {
        // snippet keys
        long given = RowKeys.of(sessions).giveAll(Letter.class, 500);
        // end of snippet
        return given;
    }

    @Test
    void aDateMovesToASecondColumn() {
        LocalDate first = LocalDate.of(1815, 12, 10);
        LocalDate second = LocalDate.of(1815, 12, 11);
        try (SessionFactory both = start("create", new Properties(), Employee.class);
                SessionFactory plain = start("none", new Properties(), PlainEmployee.class);
                SessionFactory encrypted = start("none", new Properties(), EncryptedEmployee.class)) {
            both.inTransaction(session -> {
                Employee employee = new Employee();
                employee.id = 1L;
                employee.setBirthDate(first);
                session.persist(employee);
            });
            plain.inTransaction(session -> session.find(PlainEmployee.class, 1L).birthDate = second);
            assertThat(both.<LocalDate>fromTransaction(
                            session -> session.find(Employee.class, 1L).getBirthDate()))
                    .isEqualTo(second);

            both.inTransaction(session -> {
                Employee employee = session.find(Employee.class, 1L, LockMode.PESSIMISTIC_WRITE);
                employee.setBirthDate(employee.getBirthDate());
            });
            assertThat(encrypted.<LocalDate>fromTransaction(
                            session -> session.find(EncryptedEmployee.class, 1L).birthDate))
                    .isEqualTo(second);
        }
    }
}
