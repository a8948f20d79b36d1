package io.rowseal.examples.clinic.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class MasterKeyRotationTest {

    @TempDir
    private Path directory;

    private final SingleConnectionDataSource database = new SingleConnectionDataSource("jdbc:h2:mem:", true);
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private Pkcs12MasterKeyStore masterKeys;
    private KeyRing keyRing;

    @BeforeEach
    void start() {
        jdbc.execute("create table patient(id bigint primary key, name varbinary(100))");
        jdbc.update("insert into patient values (1, X'f901')");
        masterKeys = Pkcs12MasterKeyStore.builder()
                .file(directory.resolve("keys.p12"))
                .password("only for this test"::toCharArray)
                .createIfMissing(true)
                .build();
        keyRing = KeyRing.builder()
                .masterKeyStore(masterKeys)
                .kekStore(new InMemoryKekStore())
                .build();
    }

    @AfterEach
    void stop() {
        keyRing.close();
        database.destroy();
    }

    @Test
    void failsWhereNoKekWasWrappedAnew() {
        Verdict verdict = new MasterKeyRotation(masterKeys, keyRing, new StoredPatients(jdbc)).run();

        assertThat(verdict.held()).isFalse();
        assertThat(verdict.details()).contains("0 keys rewrapped");
    }

    @Test
    void namesBothMasterKeys() {
        keyRing.rotateKek(KeyRing.DEFAULT_SCOPE);

        Verdict verdict = new MasterKeyRotation(masterKeys, keyRing, new StoredPatients(jdbc)).run();

        assertThat(verdict.held()).isTrue();
        assertThat(verdict.details()).contains("active master key: master-1 before, master-2 now", "2 keys rewrapped");
    }

    @Test
    void fingerprintChangesWithAnyByte() {
        StoredPatients stored = new StoredPatients(jdbc);
        byte[] before = stored.fingerprint();

        assertThat(stored.fingerprint()).isEqualTo(before);
        jdbc.update("update patient set name = X'f902'");
        assertThat(stored.fingerprint()).isNotEqualTo(before);
        jdbc.update("update patient set name = null");
        assertThat(stored.fingerprint()).isNotEqualTo(before);
    }
}
