package io.rowseal.redeploy;

import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** The same application without Rowseal: what stays of it is Hibernate's. */
public final class PlainApplication extends DeployedApplication {

    @Entity(name = "Patient")
    static class Patient {
        @Id
        long id;

        String email;

        byte[] notes;

        @ElementCollection
        List<String> allergies = new ArrayList<>();
    }

    @Override
    void configure(Configuration configuration) {
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
    }
}
