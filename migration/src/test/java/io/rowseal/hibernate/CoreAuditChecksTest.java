package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.migration.MigrationDatabase;
import io.rowseal.migration.MigrationGenerator;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.SharedSessionContract;
import org.hibernate.annotations.Audited;
import org.hibernate.temporal.spi.ChangesetIdentifierSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated constraints hold for the rows of Hibernate's own auditing, which came with 7.4. */
class CoreAuditChecksTest {

    private static final String SUPPLIER = "hibernate.temporal.changeset_id_supplier";

    /** The number of the transaction that the test says. */
    public static class Changesets implements ChangesetIdentifierSupplier<Long> {

        private final ThreadLocal<Long> current = ThreadLocal.withInitial(() -> 1L);

        @Override
        public Long generateIdentifier(SharedSessionContract session) {
            return current.get();
        }
    }

    @Entity(name = "Ledger")
    @Audited
    static class Ledger {
        @Id
        Long id;

        @Encrypted
        String secret;

        @Encrypted
        @BlindIndex
        String mail;

        @Encrypted(storage = Storage.TEXT)
        String letter;

        @Audited.Excluded
        @Encrypted
        String excluded;
    }

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f08f_theGeneratedConstraintsHoldForFormerRows(TestDatabase database) throws Exception {
        assumeThat(database)
                .as("Hibernate 7.4.13 does not start with any @Audited entity on MariaDB, encrypted or not")
                .isNotEqualTo(TestDatabase.MARIADB);
        Changesets changesets = new Changesets();
        String script = MigrationGenerator.builder()
                .entities(Ledger.class)
                .database(MigrationDatabase.valueOf(database.name()))
                .setting(SUPPLIER, Changesets.class.getName())
                .mode(MigrationGenerator.Mode.CREATE)
                .build()
                .generate()
                .get(0)
                .content();
        assertThat(script).contains("ck_Ledger_AUD_secret", "ck_Ledger_AUD_letter", "ck_Ledger_AUD_row_key");
        try (KeyRing ring = TestKeyRing.create()) {
            SchemaTables tables = new SchemaTables(database, ring);
            tables.execute(script.strip().split(";\n"));
            try (TestSessions audited = tables.start(Map.of(SUPPLIER, changesets), Ledger.class)) {
                audited.run(session -> {
                    Ledger ledger = new Ledger();
                    ledger.id = 1L;
                    ledger.secret = "";
                    ledger.letter = "";
                    session.persist(ledger);
                });
                changesets.current.set(2L);
                audited.run(session -> session.find(Ledger.class, 1L).mail = "ada@example.org");
                assertThat(audited.rows("select letter from Ledger_AUD")).hasSize(2);
            }
        }
    }
}
