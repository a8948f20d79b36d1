package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;

/** The application of before and after encryption, on one table, and its modes. */
final class Modes {

    static final String CIPHERTEXT = "write-ciphertext until 2999-12-31";
    static final String PLAINTEXT = "write-plaintext until 2999-12-31";
    static final Instant TODAY = Instant.parse("2027-06-30T23:59:59Z");
    static final Instant TOMORROW = Instant.parse("2027-07-01T00:00:00Z");

    private Modes() {}

    /** The application before encryption. */
    @Entity(name = "Chart")
    @Table(name = "chart")
    static class PlainChart {
        @Id
        Long id;

        @Column(length = 600)
        String notes;

        @Column(length = 600)
        String email;

        String room;

        PlainChart() {}

        PlainChart(long id, String notes) {
            this.id = id;
            this.notes = notes;
            this.email = id + "@example.org";
        }
    }

    @Entity(name = "Chart")
    @Table(name = "chart")
    static class Chart {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = 40)
        String notes;

        @Encrypted(storage = Storage.TEXT, padTo = 16)
        @BlindIndex
        @Column(length = 40)
        String email;

        String room;

        Chart() {}

        Chart(long id, String notes) {
            this.id = id;
            this.notes = notes;
            this.email = id + "@example.org";
        }
    }

    /** An application whose updates leave out what did not change. */
    @Entity(name = "Chart")
    @Table(name = "chart")
    @DynamicUpdate
    static class PartialChart {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        @Column(length = 40)
        String notes;

        String room;
    }

    static KeyRing ring(InstantSource clock) {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .clocks(clock, System::nanoTime)
                .build();
    }

    /** On tables that are there, with this mode for all attributes. */
    static Map<String, Object> settings(String mode) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("hibernate.hbm2ddl.auto", "none");
        if (!mode.equals("strict")) {
            settings.put("rowseal.mode.all", mode);
        }
        return settings;
    }

    /** The statements in the message of a start that the columns stop. */
    static List<String> askedFor(Runnable start) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, start::run);
        return refusal.getMessage()
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replaceFirst(";$", ""))
                .toList();
    }
}
