package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.Dialect;
import io.rowseal.keys.jdbc.JdbcKekStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of KEKs, and those who may create it: nobody else, or Flyway, Liquibase or a script that run before. */
@OnSpringBoot40
class DatabaseInitializationTests {

    private static final String DDL = JdbcKekStore.ddl(Dialect.H2);
    private static final String OTHER = "create table other (id int);";

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
    private final ApplicationContextRunner runner = Starters.withHibernate(url)
            .withUserConfiguration(NoEntities.class)
            .withPropertyValues(
                    "rowseal.master-key-store.type=in-memory",
                    "spring.datasource.username=sa",
                    "spring.datasource.password=sa");

    @TempDir
    Path directory;

    @Test
    void aScriptThatCreatesTheTableRunsBefore() throws IOException {
        runner.withPropertyValues(
                        "spring.sql.init.schema-locations="
                                + script("schema.sql", DDL).toUri(),
                        "rowseal.kek-store.jdbc.initialize-schema=never")
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void withDeferredScriptsTheTableIsCreatedBeforeHibernate() {
        runner.withPropertyValues("spring.jpa.defer-datasource-initialization=true")
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void flywayFindsAnEmptySchemaAlthoughTheTableIsCreated() throws IOException {
        runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=filesystem:"
                        + script("V1__a.sql", OTHER).getParent())
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void flywayCreatesTheTableAndTheApplicationNeedsNoRightToDdl() throws IOException {
        createUserWithoutRightToDdl();
        runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.username=app",
                        "spring.datasource.password=app",
                        "spring.flyway.user=sa",
                        "spring.flyway.password=sa",
                        "spring.flyway.url=" + url,
                        "spring.flyway.locations=filesystem:"
                                + script("V1__a.sql", DDL).getParent(),
                        "rowseal.kek-store.jdbc.initialize-schema=never")
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void liquibaseCreatesTheTableAndTheApplicationNeedsNoRightToDdl() throws IOException {
        createUserWithoutRightToDdl();
        runner.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.username=app",
                        "spring.datasource.password=app",
                        "spring.liquibase.user=sa",
                        "spring.liquibase.password=sa",
                        "spring.liquibase.url=" + url,
                        "spring.liquibase.change-log="
                                + script("changes.sql", "--liquibase formatted sql\n--changeset app:1\n" + DDL)
                                        .toUri(),
                        "rowseal.kek-store.jdbc.initialize-schema=never")
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void aTableThatExistsNeedsNoRightToDdlEvenIfItMayBeCreated() throws IOException {
        createUserWithoutRightToDdl();
        runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.username=app",
                        "spring.datasource.password=app",
                        "spring.flyway.user=sa",
                        "spring.flyway.password=sa",
                        "spring.flyway.url=" + url,
                        "spring.flyway.locations=filesystem:"
                                + script("V1__a.sql", DDL).getParent(),
                        "rowseal.kek-store.jdbc.initialize-schema=always")
                .run(DatabaseInitializationTests::sealsAndOpens);
    }

    @Test
    void neverSendsNoDdl() {
        runner.withPropertyValues("rowseal.kek-store.jdbc.initialize-schema=never")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(SQLException.class)
                        .rootCause()
                        .hasMessageContaining("not found"));
        assertThat(tables()).isEmpty();
    }

    @Test
    void aTableInADatabaseOfItsOwnWaitsForNoMigration() throws IOException {
        String own = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        runner.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "spring.flyway.locations=filesystem:"
                                + script("V1__a.sql", OTHER).getParent(),
                        "rowseal.kek-store.jdbc.url=" + own)
                .run(context -> {
                    sealsAndOpens(context);
                    assertThat(context.getBeanFactory()
                                    .getBeanDefinition("rowsealKekStore")
                                    .getDependsOn())
                            .isNull();
                });
    }

    private Path script(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** In the URL of the application it would need an administrator. */
    @BeforeEach
    void keepDatabaseWithoutConnections() {
        administrator().execute("set db_close_delay -1");
    }

    private void createUserWithoutRightToDdl() {
        JdbcTemplate administrator = administrator();
        administrator.execute("create user app password 'app'");
        administrator.execute("grant select, insert, update, delete on schema public to app");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> new JdbcTemplate(h2("app", "app")).execute("create table other (id int)"))
                .withMessageContaining("rights");
    }

    private List<Map<String, Object>> tables() {
        return administrator().queryForList("select * from information_schema.tables where table_schema = 'PUBLIC'");
    }

    private JdbcTemplate administrator() {
        return new JdbcTemplate(h2("sa", "sa"));
    }

    private DataSource h2(String user, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static void sealsAndOpens(AssertableApplicationContext context) {
        KeyRing ring = context.getBean(KeyRing.class);
        assertThat(Starters.open(ring, Starters.seal(ring, "hello"))).isEqualTo("hello");
        assertThat(context.getBean(DataSource.class)).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    static class NoEntities {}
}
