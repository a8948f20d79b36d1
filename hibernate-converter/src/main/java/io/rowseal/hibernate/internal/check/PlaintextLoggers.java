package io.rowseal.hibernate.internal.check;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.cfg.JdbcSettings;
import org.jboss.logging.Logger;

/**
 * The loggers of Hibernate that print plaintext of encrypted attributes and cannot be kept from it, and SQL comments, which
 * carry the literals of queries to logs and to the database. Enabled, they stop the start, unless
 * {@link RowsealSettings#ALLOW_PLAINTEXT_LOGGERS} is set. A level that is changed later is not noticed.
 */
public final class PlaintextLoggers {

    /**
     * A logger of Hibernate.
     *
     * @param name name of the logger
     * @param level level at which it prints plaintext
     */
    public record PlaintextLogger(String name, Logger.Level level) {}

    public static final List<PlaintextLogger> ALL = List.of(
            // Entities at flush.
            new PlaintextLogger("org.hibernate.orm.core", Logger.Level.DEBUG),
            // Natural ids when they are resolved.
            new PlaintextLogger("org.hibernate.orm.mapping.natural_id", Logger.Level.TRACE),
            // The text of queries with its literals.
            new PlaintextLogger("org.hibernate.orm.query.hql", Logger.Level.TRACE),
            new PlaintextLogger("org.hibernate.orm.query.plan.cache", Logger.Level.TRACE),
            // The same, with hibernate.generate_statistics.
            new PlaintextLogger("org.hibernate.statistics", Logger.Level.DEBUG));

    private PlaintextLoggers() {}

    static void check(Map<String, Object> settings) {
        if (RowsealSettings.arePlaintextLoggersAllowed(settings)) {
            return;
        }
        List<String> enabled = new ArrayList<>();
        for (PlaintextLogger logger : ALL) {
            if (Logger.getLogger(logger.name()).isEnabled(logger.level())) {
                enabled.add("logger '" + logger.name() + "' at " + logger.level());
            }
        }
        if (Boolean.parseBoolean(String.valueOf(settings.get(JdbcSettings.USE_SQL_COMMENTS)))) {
            enabled.add("setting '" + JdbcSettings.USE_SQL_COMMENTS + "'");
        }
        if (!enabled.isEmpty()) {
            throw new ConfigurationException(
                    "Hibernate would print plaintext of encrypted attributes, and cannot be kept from it: "
                            + String.join(", ", enabled)
                            + ". Set these loggers to INFO and these settings to false; for data that is"
                            + " not secret, set '" + RowsealSettings.ALLOW_PLAINTEXT_LOGGERS + "' to true");
        }
    }
}
