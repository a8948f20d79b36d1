package io.rowseal.boot.application;

import java.util.List;
import java.util.function.Function;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application in the class loader of this class, saves a patient and returns what all patients are like. */
public class RestartedApplication implements Function<String[], List<String>> {

    @Override
    public List<String> apply(String[] arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ClinicApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            PatientRepository patients = context.getBean(PatientRepository.class);
            String email = (patients.count() + 1) + "@example.org";
            patients.save(new Patient("Patient", email));
            if (patients.findByEmail(email).isEmpty()) {
                throw new IllegalStateException("not found");
            }
            return patients.findAll().stream()
                    .map(patient -> patient.email + " " + patient.bloodGroup + " " + patient.birthDate + " "
                            + patient.address + " " + patient.notes)
                    .sorted()
                    .toList();
        }
    }
}
