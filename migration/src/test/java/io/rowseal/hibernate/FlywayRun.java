package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.migration.MigrationFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Applies generated files by Flyway. */
final class FlywayRun {

    private FlywayRun() {}

    static void apply(Path directory, String url, TestDatabase database, List<MigrationFile> files) throws IOException {
        for (MigrationFile file : files) {
            Files.writeString(directory.resolve(file.name()), file.content());
        }
        assertThat(Flyway.configure()
                        .dataSource(url, database.user(), "")
                        .locations("filesystem:" + directory)
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                        .load()
                        .migrate()
                        .migrationsExecuted)
                .isPositive();
    }
}
