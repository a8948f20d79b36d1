package io.rowseal.redeploy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** An application with encrypted attributes, whose KEKs are in a database. */
public final class EncryptedApplication extends DeployedApplication {

    private KeyRing ring;

    /** Keeps the database of the KEKs in memory. */
    private Connection database;

    @Entity(name = "Patient")
    static class Patient {
        @Id
        long id;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        byte[] notes;

        @ElementCollection
        @Encrypted
        List<String> allergies = new ArrayList<>();
    }

    @Override
    void configure(Configuration configuration) {
        String url = configuration.getProperty("hibernate.connection.url") + "_keys";
        database = connect(url);
        JdbcKekStore records =
                JdbcKekStore.builder().url(url).user("sa").password("").build();
        records.createSchema();
        ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(records)
                .build();
        configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        configuration.addAnnotatedClass(Patient.class);
    }

    @Override
    void serve(SessionFactory sessions, long id) {
        String email = id + "@example.org";
        sessions.inTransaction(session -> {
            Patient patient = new Patient();
            patient.id = id;
            patient.email = email;
            patient.notes = new byte[] {1, 2};
            patient.allergies.add("nuts");
            session.persist(patient);
        });
        sessions.inTransaction(session -> {
            Patient found = session.createQuery("from Patient where email = :email", Patient.class)
                    .setParameter("email", email)
                    .getSingleResult();
            require(found.id == id && found.notes.length == 2 && found.allergies.contains("nuts"));
            found.notes = new byte[] {3};
        });
        require(
                sessions
                        .fromStatelessSession(session -> session.createQuery("select notes from Patient", byte[].class)
                                .list())
                        .stream()
                        .allMatch(notes -> notes.length > 0));
        require(isRefused(sessions));
    }

    private static boolean isRefused(SessionFactory sessions) {
        try (var session = sessions.openSession()) {
            session.createQuery("from Patient where email like 'a%'", Patient.class)
                    .list();
            return false;
        } catch (ConfigurationException | UnsupportedEncryptedQueryException e) {
            return true;
        }
    }

    private static Connection connect(String url) {
        try {
            return DriverManager.getConnection(url, "sa", "");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void close() {
        ring.close();
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
