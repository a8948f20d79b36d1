package io.rowseal.boot;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications to start, and what they have in common. */
final class Starters {

    static final String PASSWORD = "correct horse battery staple";

    private static final Context CONTEXT = Context.of("purpose", "test");

    private Starters() {}

    /** The starter alone. */
    static ApplicationContextRunner rowseal() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PropertyNamesAutoConfiguration.class,
                        DisabledAutoConfiguration.class,
                        MasterKeyStoreAutoConfiguration.class,
                        KekStoreAutoConfiguration.class,
                        KeyRingAutoConfiguration.class,
                        RowsealHibernateAutoConfiguration.class));
    }

    /** Any starter, with a bean that needs the key ring. */
    static ApplicationContextRunner needed(ApplicationContextRunner starter) {
        return starter.withUserConfiguration(Needed.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class Needed {

        @Bean
        Envelope envelope(KeyRing keyRing) {
            return Envelope.of(keyRing);
        }
    }

    /** The starter, and a pooled data source with an H2 database in memory of its own. */
    static ApplicationContextRunner withDatabase() {
        return withDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    /** The starter, and a pooled data source. */
    static ApplicationContextRunner withDatabase(String url) {
        return rowseal()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceInitializationAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + url);
    }

    /** The starter, a pooled data source and Hibernate. */
    static ApplicationContextRunner withHibernate(String url) {
        return withDatabase(url).withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class));
    }

    /** Properties of a PKCS#12 file. */
    static String[] pkcs12(Path file) {
        return new String[] {
            "rowseal.master-key-store.pkcs12.file=" + file, "rowseal.master-key-store.pkcs12.password=" + PASSWORD
        };
    }

    static byte[] seal(KeyRing ring, String text) {
        return Envelope.of(ring).seal(text.getBytes(StandardCharsets.UTF_8), CONTEXT);
    }

    static String open(KeyRing ring, byte[] sealed) {
        return new String(Envelope.of(ring).open(sealed, CONTEXT), StandardCharsets.UTF_8);
    }
}
