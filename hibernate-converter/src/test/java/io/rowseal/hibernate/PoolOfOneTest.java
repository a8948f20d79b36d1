package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rowseal.hibernate.Clinic.Employee;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The KEK store lives in the application's database, and never needs a connection of its pool. */
class PoolOfOneTest {

    @ParameterizedTest
    @MethodSource("io.rowseal.hibernate.TestDatabase#tested")
    void theFirstKeyIsCreatedInsideATransactionThatHoldsTheOnlyConnection(TestDatabase database) {
        String url = database.newDatabase();
        JdbcKekStore keks = JdbcKekStore.builder()
                .url(url)
                .user(database.user())
                .password("")
                .build();
        keks.createSchema();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(database.user());
        pool.setPassword("");
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(2000);
        try (KeyRing ring = KeyRing.builder()
                        .masterKeyStore(new InMemoryMasterKeyStore())
                        .kekStore(keks)
                        .build();
                HikariDataSource connections = new HikariDataSource(pool);
                TestSessions db = new TestSessions(
                        url,
                        database.user(),
                        ring,
                        Map.of("hibernate.connection.datasource", connections),
                        Employee.class)) {
            db.run(session -> {
                session.persist(new Employee(1, "NID", "10"));
                session.flush();
                ring.rotateKek("default");
                session.persist(new Employee(2, "NID", "20"));
            });

            assertThat(db.<String>call(session -> session.find(Employee.class, 1L).salary))
                    .isEqualTo("10");
            assertThat(db.<String>call(session -> session.find(Employee.class, 2L).salary))
                    .isEqualTo("20");
            assertThat(keks.all()).isNotEmpty();
        }
    }
}
