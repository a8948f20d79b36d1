package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's part on plain Hibernate. */
class PlainHibernateTest {

    @TempDir
    Path directory;

    @Test
    void theSnippetStoresAndFindsAPatient() {
        Path keyFile = directory.resolve("master-keys.p12");
        Supplier<char[]> password = () -> "only for this test".toCharArray();
        String databaseUrl = "jdbc:h2:file:" + directory.resolve("plain");
        Patient patient = new Patient();
        patient.notes = "allergic to penicillin";
        patient.email = "ada@example.org";
        // snippet kek-store
        JdbcKekStore kekStore = JdbcKekStore.builder().url(databaseUrl).build();
        kekStore.createSchema();
        // end of snippet
        // snippet
        KeyRing ring = KeyRing.builder()
                .masterKeyStore(Pkcs12MasterKeyStore.builder()
                        .file(keyFile)
                        .password(password)
                        .createIfMissing(true)
                        .build())
                .kekStore(kekStore)
                .build();

        Configuration configuration = new Configuration()
                .setProperty("hibernate.connection.url", databaseUrl)
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .addAnnotatedClass(Patient.class);
        configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        try (SessionFactory sessions = configuration.buildSessionFactory()) {
            sessions.inTransaction(session -> session.persist(patient));
            Patient found = sessions.fromSession(
                    session -> session.createSelectionQuery("from Patient where email = :email", Patient.class)
                            .setParameter("email", "ada@example.org")
                            .getSingleResult());
            // end of snippet
            assertThat(found.notes).isEqualTo("allergic to penicillin");
        } finally {
            ring.close();
        }
    }
}
