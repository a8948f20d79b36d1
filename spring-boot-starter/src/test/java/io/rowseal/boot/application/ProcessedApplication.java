package io.rowseal.boot.application;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application as a process of its own, saves a patient and finds it. */
public final class ProcessedApplication {

    private ProcessedApplication() {}

    /** Prints the address of the patient that was found. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(ClinicApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            PatientRepository patients = context.getBean(PatientRepository.class);
            String email = (patients.count() + 1) + "@example.org";
            patients.save(new Patient("Patient", email));
            System.out.println(
                    "found by its blind index: " + patients.findByEmail(email).orElseThrow().email);
        }
    }
}
