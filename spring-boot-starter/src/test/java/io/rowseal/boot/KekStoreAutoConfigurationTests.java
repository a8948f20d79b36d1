package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.spi.KekStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

class KekStoreAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            Starters.needed(Starters.withDatabase()).withPropertyValues("rowseal.master-key-store.type=in-memory");

    @TempDir
    Path directory;

    @Test
    void theTableIsInTheDatabaseOfTheApplication() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(JdbcKekStore.class);
            Starters.seal(context.getBean(KeyRing.class), "hello");
            assertThat(countKeks(context.getBean(DataSource.class), "rowseal_kek"))
                    .isPositive();
        });
    }

    @Test
    void tableAndSchemaCanBeNamed() {
        runner.withPropertyValues(
                        "spring.sql.init.schema-locations=classpath:keys-schema.sql",
                        "rowseal.kek-store.jdbc.schema=keys",
                        "rowseal.kek-store.jdbc.table=wrapped_keys")
                .run(context -> {
                    Starters.seal(context.getBean(KeyRing.class), "hello");
                    assertThat(countKeks(context.getBean(DataSource.class), "keys.wrapped_keys"))
                            .isPositive();
                });
    }

    @Test
    void theTableCanBeInADatabaseOfItsOwn() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        runner.withPropertyValues(
                        "rowseal.kek-store.jdbc.url=" + url,
                        "rowseal.kek-store.jdbc.username=keeper",
                        "rowseal.kek-store.jdbc.password=secret")
                .run(context -> {
                    Starters.seal(context.getBean(KeyRing.class), "hello");
                    JdbcDataSource keys = new JdbcDataSource();
                    keys.setUrl(url);
                    keys.setUser("keeper");
                    keys.setPassword("secret");
                    assertThat(countKeks(keys, "rowseal_kek")).isPositive();
                });
    }

    @Test
    void aDatabaseOfItsOwnNeedsNoDataSource() {
        Starters.needed(Starters.rowseal())
                .withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues(
                        "rowseal.kek-store.jdbc.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
                .run(context -> assertThat(context).hasSingleBean(KeyRing.class));
    }

    @Test
    void anotherDatabaseUserThanThatOfTheApplicationCanBeSet() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        JdbcTemplate administrator = new JdbcTemplate(h2(url, "sa", ""));
        administrator.execute("create user keeper password 'secret' admin");
        ApplicationContextRunner application = Starters.needed(Starters.withDatabase(url))
                .withPropertyValues(
                        "rowseal.master-key-store.type=in-memory",
                        "spring.datasource.username=sa",
                        "rowseal.kek-store.jdbc.username=keeper");
        application
                .withPropertyValues("rowseal.kek-store.jdbc.password=secret")
                .run(context -> assertThat(context).hasSingleBean(KeyRing.class));
        application
                .withPropertyValues("rowseal.kek-store.jdbc.password=wrong")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("Wrong user name or password"));
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        runner.withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=1000")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);
                    try (Connection all = pool.getConnection()) {
                        all.setAutoCommit(false);
                        KeyRing ring = context.getBean(KeyRing.class);
                        byte[] sealed = Starters.seal(ring, "hello");
                        assertThat(pool.getHikariPoolMXBean().getIdleConnections())
                                .isZero();
                        assertThat(Starters.open(ring, sealed)).isEqualTo("hello");
                        all.rollback();
                    }
                    assertThat(countKeks(pool, "rowseal_kek")).isPositive();
                });
    }

    @Test
    void theDatabaseIsFoundBehindALazyProxy() {
        runner.withPropertyValues("spring.datasource.connection-fetch=lazy").run(context -> {
            assertThat(context.getBean(DataSource.class)).isInstanceOf(LazyConnectionDataSourceProxy.class);
            assertThat(context).hasSingleBean(JdbcKekStore.class);
        });
    }

    @Test
    void theDatabaseIsFoundInADataSourceWithoutPool() {
        EmbeddedDatabase database = new EmbeddedDatabaseBuilder()
                .setType(EmbeddedDatabaseType.H2)
                .generateUniqueName(true)
                .build();
        runner.withBean("database", DataSource.class, () -> database).run(context -> {
            Starters.seal(context.getBean(KeyRing.class), "hello");
            assertThat(countKeks(database, "rowseal_kek")).isPositive();
        });
    }

    @Test
    void aStoreInMemoryIsAcceptedBesideADatabaseInMemory() {
        runner.withPropertyValues("rowseal.kek-store.type=in-memory")
                .run(context -> assertThat(context).hasSingleBean(InMemoryKekStore.class));
    }

    @Test
    void aStoreOfTheApplicationWinsOverProperties() {
        InMemoryKekStore own = new InMemoryKekStore();
        runner.withBean(KekStore.class, () -> own).run(context -> {
            assertThat(context.getBean(KekStore.class)).isSameAs(own);
            Starters.seal(context.getBean(KeyRing.class), "hello");
            assertThat(own.all()).isNotEmpty();
        });
    }

    @Test
    void theStoresTellNoPassword() {
        runner.withPropertyValues(Starters.pkcs12(directory.resolve("keys.p12")))
                .withPropertyValues("spring.datasource.username=sa", "spring.datasource.password=topsecret")
                .run(context -> assertThat(context.getBean(RowsealProperties.class) + " "
                                + context.getBean(KekStore.class) + " "
                                + context.getBean(KeyRing.class).describe())
                        .contains("rowseal_kek")
                        .doesNotContain("topsecret")
                        .doesNotContain(Starters.PASSWORD));
    }

    private static DataSource h2(String url, String user, String password) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static int countKeks(DataSource source, String table) {
        Integer count = new JdbcTemplate(source).queryForObject("select count(*) from " + table, Integer.class);
        assertThat(count).isNotNull();
        return count;
    }
}
