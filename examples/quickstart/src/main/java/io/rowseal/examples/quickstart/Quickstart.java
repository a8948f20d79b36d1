package io.rowseal.examples.quickstart;

import java.time.LocalDate;
import java.util.HexFormat;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** Saves a patient, finds her by an encrypted field, and prints the row as the database stores it. */
@SpringBootApplication
class Quickstart {

    public static void main(String[] arguments) {
        SpringApplication.run(Quickstart.class, arguments).close();
    }

    @Bean
    CommandLineRunner saveFindAndShow(Patients patients, JdbcTemplate database) {
        return arguments -> {
            patients.save(new Patient("4 West", LocalDate.of(1984, 2, 29), "ada@example.org"));

            Patient found = patients.findByEmail("ada@example.org").orElseThrow();
            System.out.println("What the application reads:");
            print("id", found.id);
            print("ward", found.ward);
            print("birthDate", found.birthDate);
            print("email", found.email);

            System.out.println("What the database stores:");
            database.queryForMap("select * from patient").forEach(Quickstart::print);
        };
    }

    private static void print(String name, Object value) {
        String text = value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
        System.out.printf("  %-12s %s%n", name, text);
    }
}
