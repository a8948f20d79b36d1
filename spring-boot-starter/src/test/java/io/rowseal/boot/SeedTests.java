package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.boot.modes.Memo;
import io.rowseal.indexed.Subscriber;
import io.rowseal.keys.KeyRing;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

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
    void f24_aScriptThatRanAfterHibernateStopsTheNextStartWhichLeadsOut() throws IOException {
        ApplicationContextRunner seeded = script("insert into memo(id, text) values (1, 'plain words');")
                .withPropertyValues("spring.jpa.defer-datasource-initialization=true");
        seeded.run(first -> {
            assertThat(first).hasNotFailed();
            KeyRing keys = first.getBean(KeyRing.class);
            ApplicationContextRunner next = withKeys(seeded, keys);
            next.run(context -> assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("Memo.text' in table 'memo' cannot be read: column 'text' holds plaintext")
                    .hasStackTraceContaining(
                            "take them out of it, delete them and let the application insert them; if they are older")
                    .hasMessageNotContaining("plain words"));
            ApplicationContextRunner withoutScript = withKeys(runner, keys);
            withoutScript
                    .withPropertyValues("rowseal.mode.Memo.text=write-ciphertext until 2999-12-31")
                    .run(context -> assertThat(text(context)).isEqualTo("plain words"));
            first.getBean(JdbcTemplate.class).update("delete from memo");
            withoutScript.run(context -> {
                context.getBean(EntityManagerFactory.class)
                        .unwrap(SessionFactory.class)
                        .inTransaction(session -> session.persist(new Memo(1, "words")));
                assertThat(text(context)).isEqualTo("words");
            });
            withoutScript.run(context -> assertThat(text(context)).isEqualTo("words"));
        });
    }

    @Test
    void f24_soDoesOneThatFillsABinaryColumn() throws IOException {
        ApplicationContextRunner seeded = script("insert into subscriber(id, email) values (1, 'plain words');")
                .withUserConfiguration(Subscribers.class)
                .withPropertyValues("spring.jpa.defer-datasource-initialization=true");
        seeded.run(first -> {
            assertThat(first).hasNotFailed();
            KeyRing keys = first.getBean(KeyRing.class);
            withKeys(seeded, keys)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .hasStackTraceContaining("Subscriber.email' in table 'subscriber' cannot be read")
                            .hasStackTraceContaining("encrypt them by a second attribute")
                            .hasMessageNotContaining("plain words"));
            first.getBean(JdbcTemplate.class).update("delete from subscriber");
            withKeys(runner.withUserConfiguration(Subscribers.class), keys)
                    .run(context -> assertThat(context).hasNotFailed());
        });
    }

    /** Those that a restarted application finds again; the application does not close them. */
    private static ApplicationContextRunner withKeys(ApplicationContextRunner application, KeyRing keys) {
        return application.withBean(KeyRing.class, () -> keys, definition -> definition.setDestroyMethodName(""));
    }

    private static String text(ApplicationContext context) {
        try (EntityManager manager = context.getBean(EntityManagerFactory.class).createEntityManager()) {
            return manager.find(Memo.class, 1L).text;
        }
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

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Subscriber.class)
    static class Subscribers {}
}
