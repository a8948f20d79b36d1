package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.boot.modes.Memo;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** Plaintext that scripts insert, as docs/seeds.md describes it. */
class SeedTests {

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = Starters.withHibernate(
                    "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .withUserConfiguration(Memos.class)
            .withPropertyValues("rowseal.in-memory=true", "spring.jpa.hibernate.ddl-auto=update");

    @Test
    void f24_aScriptThatRunsBeforeHibernateStopsTheStart() throws IOException {
        script("""
                create table memo (id bigint primary key, text varchar(2000), row_key varbinary(200));
                insert into memo(id, text) values (1, 'plain words');
                """)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Memo.text' in table 'memo' cannot be read")
                        .hasStackTraceContaining("such as data.sql")
                        .hasMessageNotContaining("plain words"));
    }

    @Test
    void f24_aScriptThatRunsAfterHibernateIsRefusedOnRead() throws IOException {
        script("insert into memo(id, text) values (1, 'plain words');")
                .withPropertyValues("spring.jpa.defer-datasource-initialization=true")
                .run(context -> {
                    try (EntityManager manager =
                            context.getBean(EntityManagerFactory.class).createEntityManager()) {
                        assertThatThrownBy(() -> manager.find(Memo.class, 1L))
                                .hasMessageNotContaining("plain words")
                                .rootCause()
                                .hasMessageContaining("text");
                    }
                });
    }

    @Test
    void f24_importSqlStopsTheStart() throws IOException {
        Path script = Files.writeString(
                directory.resolve("import.sql"), "insert into memo(id, text) values (1, 'plain words');");
        runner.withPropertyValues(
                        "spring.jpa.hibernate.ddl-auto=create",
                        "spring.jpa.properties.jakarta.persistence.sql-load-script-source=" + script.toUri())
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("Memo.text' in table 'memo' cannot be read")
                        .hasMessageNotContaining("plain words"));
    }

    private ApplicationContextRunner script(String text) throws IOException {
        Path script = Files.writeString(directory.resolve("data.sql"), text);
        return runner.withPropertyValues("spring.sql.init.data-locations=" + script.toUri());
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Memo.class)
    static class Memos {}
}
