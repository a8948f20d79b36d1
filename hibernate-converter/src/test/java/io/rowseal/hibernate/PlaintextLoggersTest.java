package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.check.PlaintextLoggers;
import io.rowseal.keys.KeyRing;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnHibernate72
class PlaintextLoggersTest {

    private final KeyRing ring = TestKeyRing.create();

    static java.util.List<PlaintextLoggers.PlaintextLogger> loggers() {
        return PlaintextLoggers.ALL;
    }

    @AfterEach
    void closeRing() {
        ring.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loggers")
    void stopTheStartWhenEnabledUnlessAllowed(PlaintextLoggers.PlaintextLogger plaintext) {
        Logger logger = Logger.getLogger(plaintext.name());
        Level before = logger.getLevel();
        try {
            logger.setLevel(plaintext.level() == org.jboss.logging.Logger.Level.DEBUG ? Level.FINE : Level.FINER);
            assertThatThrownBy(() -> start(Map.of()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'" + plaintext.name() + "'")
                    .hasMessageContaining("rowseal.allow_plaintext_loggers");
            assertThatThrownBy(() -> start(Map.of("rowseal.allow_plaintext_loggers", "yes")))
                    .isInstanceOf(ConfigurationException.class);
            start(Map.of("rowseal.allow_plaintext_loggers", "true"));
            logger.setLevel(Level.INFO);
            start(Map.of());
        } finally {
            logger.setLevel(before);
        }
    }

    @Test
    void sqlCommentsStopTheStartUnlessAllowed() {
        assertThatThrownBy(() -> start(Map.of("hibernate.use_sql_comments", "true")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("hibernate.use_sql_comments");
        start(Map.of("hibernate.use_sql_comments", "true", "rowseal.allow_plaintext_loggers", "true"));
    }

    private void start(Map<String, Object> settings) {
        new TestSessions(TestDatabase.H2.newDatabase(), "sa", ring, settings, KeyRefusalsTest.Natural.class).close();
    }
}
