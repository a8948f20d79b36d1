package io.rowseal.boot.aot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** An application to process ahead of time. */
@SpringBootApplication
public class AheadOfTimeApplication {

    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(AheadOfTimeApplication.class, arguments)) {
            AccountRepository accounts = context.getBean(AccountRepository.class);
            accounts.save(new Account("ada@example.org", "secret"));
            System.out.println(
                    "found by email: " + accounts.findByEmail("ada@example.org").isPresent());
            System.out.println("found by query: " + accounts.notesOf("ada@example.org"));
        }
    }
}
