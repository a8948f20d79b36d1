package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.show.Console;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application: a Spring Boot application with one entity, and a command line that shows and proves what happens to it. */
@SpringBootApplication
public class ClinicApplication {

    /**
     * Runs the clinic. Returns if all proofs held, so that a build it is part of goes on; else ends the process with its exit code.
     *
     * @param arguments see {@link Options}
     */
    public static void main(String[] arguments) {
        String fromProperty = System.getProperty(KeyPassword.NAME);
        String password = fromProperty != null ? fromProperty : System.getenv(KeyPassword.NAME);
        int exitCode = new ClinicRun(Console.standard(), password).run(arguments);
        if (exitCode != ClinicRun.HELD) {
            System.exit(exitCode);
        }
    }
}
