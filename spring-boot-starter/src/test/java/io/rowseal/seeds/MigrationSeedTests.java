package io.rowseal.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.SeedStarter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Rows that migration tools insert, as docs/seeds.md describes it. */
class MigrationSeedTests {

    private static final String TABLE =
            "create table note (id bigint primary key, author varchar(50), text varchar(2000),"
                    + " secret varbinary(2000), row_key varbinary(200));\n";

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = SeedStarter.withHibernate()
            .withUserConfiguration(Notes.class)
            .withPropertyValues("rowseal.in-memory=true", "spring.jpa.hibernate.ddl-auto=none");

    @Test
    void f24_loadDataIntoAnEncryptedColumnStopsTheStart() throws IOException {
        for (String column : new String[] {"text", "secret"}) {
            liquibase("id," + column + "\n1,plain words\n2,others\n")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("Note." + column + "' in table 'note' cannot be read: column '"
                                    + column + "' holds plaintext")
                            .hasStackTraceContaining("such as data.sql, Liquibase's loadData, a Flyway script")
                            .hasMessageNotContaining("plain words"));
        }
    }

    @Test
    void f24_aFlywayScriptIntoAnEncryptedColumnStopsTheStart() throws IOException {
        flyway("insert into note (id, text) values (1, 'plain words');")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                "Note.text' in table 'note' cannot be read: column 'text' holds plaintext")
                        .hasMessageNotContaining("plain words"));
    }

    @Test
    void f24_rowsWithoutTheEncryptedColumnsAreReadAndFilledIn() throws IOException {
        for (ApplicationContextRunner tool : new ApplicationContextRunner[] {
            liquibase("id,author\n1,ada\n"), flyway("insert into note (id, author) values (1, 'ada');")
        }) {
            tool.run(context -> {
                assertThat(context).hasNotFailed();
                EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
                factory.runInTransaction(manager -> {
                    Note note = manager.find(Note.class, 1L);
                    assertThat(note.author).isEqualTo("ada");
                    assertThat(note.text).isNull();
                    note.text = "words";
                    note.secret = "more";
                });
                try (EntityManager manager = factory.createEntityManager()) {
                    Note note = manager.find(Note.class, 1L);
                    assertThat(note.text).isEqualTo("words");
                    assertThat(note.secret).isEqualTo("more");
                }
            });
        }
    }

    private ApplicationContextRunner liquibase(String csv) throws IOException {
        Path folder = Files.createTempDirectory(directory, "liquibase");
        Files.writeString(folder.resolve("note.csv"), csv);
        Files.writeString(folder.resolve("table.sql"), TABLE);
        Path changes = Files.writeString(
                folder.resolve("changes.xml"), """
                <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
                        http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
                  <changeSet id="1" author="app">
                    <sqlFile path="table.sql" relativeToChangelogFile="true"/>
                    <loadData file="note.csv" relativeToChangelogFile="true" tableName="note" usePreparedStatements="true">
                      <column name="%s" type="string"/>
                    </loadData>
                  </changeSet>
                </databaseChangeLog>
                """.formatted(csv.substring(csv.indexOf(',') + 1, csv.indexOf('\n'))));
        return runner.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + SeedStarter.url(), "spring.liquibase.change-log=" + changes.toUri());
    }

    private ApplicationContextRunner flyway(String script) throws IOException {
        Path folder = Files.createTempDirectory(directory, "flyway");
        Files.writeString(folder.resolve("V1__notes.sql"), TABLE + script);
        return runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + SeedStarter.url(), "spring.flyway.locations=filesystem:" + folder);
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Note.class)
    static class Notes {}
}
