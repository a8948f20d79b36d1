package io.rowseal.boot.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.rowseal.boot.OnSpringBoot40;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** A whole application whose pool has one connection, with keys in a file and in a table of the same database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:clinic;DB_CLOSE_DELAY=-1",
            "spring.datasource.hikari.maximum-pool-size=1",
            "spring.datasource.hikari.connection-timeout=5000",
            "spring.jpa.hibernate.ddl-auto=create-drop",
            "rowseal.master-key-store.pkcs12.file=target/keys-${random.uuid}.p12",
            "rowseal.master-key-store.pkcs12.password=${random.uuid}"
        })
@OnSpringBoot40
class ClinicApplicationTests {

    @Autowired
    PatientRepository patients;

    @Autowired
    HikariDataSource pool;

    @Test
    void manyThreadsShareAPoolOfOneConnection() throws Exception {
        assertThat(pool.getMaximumPoolSize()).isEqualTo(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = IntStream.range(0, 20)
                    .mapToObj(number -> (Callable<String>) () -> {
                        String email = number + "@example.org";
                        patients.save(new Patient("Patient " + number, email));
                        return patients.findByEmail(email).orElseThrow().notes;
                    })
                    .toList();
            List<String> notes = new java.util.ArrayList<>();
            for (Future<String> done : threads.invokeAll(work)) {
                notes.add(done.get());
            }
            assertThat(notes).hasSize(20).contains("notes of Patient 0", "notes of Patient 19");
        } finally {
            threads.shutdownNow();
        }
    }
}
