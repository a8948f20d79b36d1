package io.rowseal.testing;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.keys.KeyRing;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;

@RowsealTest
class PatientStorageTest {

    @Test
    void namesAreStoredEncrypted(KeyRing ring) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:patients;DB_CLOSE_DELAY=-1");
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Patient.class)
                .setProperty("hibernate.hbm2ddl.auto", "create-drop");
        configuration.getProperties().put("hibernate.connection.datasource", database);
        configuration.getProperties().put(RowsealSettings.KEY_RING, ring);
        try (SessionFactory sessions = configuration.buildSessionFactory()) {
            sessions.inTransaction(session -> {
                Patient patient = new Patient();
                patient.name = "Theodora Quill";
                session.persist(patient);
            });

            PlaintextFinder.in(database).assertAbsent("Theodora Quill");
        }
    }
}
