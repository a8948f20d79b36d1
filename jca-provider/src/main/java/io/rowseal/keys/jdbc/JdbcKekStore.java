package io.rowseal.keys.jdbc;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.UnreadableRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * KEK records in a table of an H2, PostgreSQL, MariaDB or MySQL database, beside the data or in its own database.
 *
 * <p><b>Connections</b> are its own. The store opens one for each operation and closes it afterwards. It never uses the
 * application's pool, because the caller may hold the last connection of the pool. A cached KEK causes no operation.
 *
 * <p><b>Guarantees.</b> The store writes a record in a separate transaction, which is committed and forced to disk before the
 * call returns, whatever the caller's transaction does. With an embedded H2 file the database user must be an administrator, or
 * WRITE_DELAY must be 0. The store does not trust the table, because others may write to it. A row that is not a KEK record
 * causes {@link io.rowseal.MalformedCiphertextException}. The store never returns a record of another scope, even if the
 * database compares text loosely. Times are BIGINT milliseconds, so that time zones have no effect.
 *
 * <p>Besides what {@link KekStore} says, all operations throw {@link ConfigurationException} if the table is missing (the
 * message contains the exact DDL) or has other columns, or if the database refuses the login or a right. Thread safe.
 */
public final class JdbcKekStore implements KekStore {

    private static final Comparator<KekRecord> ORDER = Comparator.comparing(KekRecord::scope)
            .thenComparing(KekRecord::purpose)
            .thenComparingInt(KekRecord::sequence);

    /** Far fewer than a statement may have parameters. */
    private static final int STATES_PER_SELECT = 500;

    private final JdbcSession session;
    private final KekTable table;

    private JdbcKekStore(JdbcSession session, KekTable table) {
        this.session = session;
        this.table = table;
    }

    /**
     * A store over the table {@code rowseal_kek} of a database, which is created now if it is missing.
     *
     * @param url the JDBC URL, with user and password if the database asks for them
     * @return the store
     * @throws ConfigurationException if the right to create the table is missing
     * @throws io.rowseal.KeyUnavailableException if the database cannot be reached
     */
    public static JdbcKekStore createOrOpen(String url) {
        JdbcKekStore store = builder().url(url).build();
        store.createSchema();
        return store;
    }

    /**
     * Begins the configuration of a store.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The DDL of the table under its default name, for migration tools. It changes nothing if the table exists.
     *
     * @param dialect the database
     * @return one SQL statement
     */
    public static String ddl(Dialect dialect) {
        return dialect.ddl();
    }

    /**
     * Creates the table if it does not exist. Needs the right to create tables.
     *
     * @throws ConfigurationException if the right or the schema is missing
     * @throws io.rowseal.KeyUnavailableException if the database cannot be reached
     */
    public void createSchema() {
        try {
            session.write((connection, dialect) -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(table.ddl(dialect));
                    // HSQLDB says nothing if there is no such schema.
                    statement.executeQuery(table.selectNone(dialect)).close();
                }
                return true;
            });
        } catch (RuntimeException e) {
            // Two processes can create it at once, and then one of them fails.
            if (!schemaExists()) {
                throw e;
            }
        }
    }

    /**
     * Whether the table exists. Needs only the right to read it.
     *
     * @return false if the table or its schema is missing
     * @throws ConfigurationException if the table has other columns
     * @throws io.rowseal.KeyUnavailableException if the database cannot be reached
     */
    public boolean schemaExists() {
        return session.read((connection, dialect) -> {
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery(table.selectNone(dialect))) {
                return !none.next();
            } catch (SQLException e) {
                if (SqlFailures.isTableMissing(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public List<KekRecord> list(String scope, KekPurpose purpose) {
        return list(scope, purpose, JdbcKekStore::refuse);
    }

    @Override
    public List<KekRecord> list(String scope, KekPurpose purpose, Consumer<UnreadableRecord> unreadable) {
        List<UnreadableRecord> lost = new ArrayList<>(0);
        List<KekRecord> found = session.read((connection, dialect) -> {
            // The purpose is compared here: what has none that is known must not go unnoticed.
            try (PreparedStatement statement = connection.prepareStatement(table.select(dialect, "scope = ?"))) {
                statement.setString(1, scope);
                return records(statement, row -> KekRow.mayBeOf(row, scope, purpose), lost::add);
            }
        });
        lost.forEach(unreadable);
        return found.stream().sorted(ORDER).toList();
    }

    @Override
    public Optional<KekRecord> find(KekId kekId) {
        List<KekRecord> found = session.read((connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(table.select(dialect, "kek_id = ?"))) {
                statement.setBytes(1, kekId.toBytes());
                return records(statement, row -> true, JdbcKekStore::refuse);
            }
        });
        return found.stream()
                .filter(candidate -> candidate.kekId().equals(kekId))
                .findFirst();
    }

    @Override
    public List<KekRecord> all() {
        return all(JdbcKekStore::refuse);
    }

    @Override
    public List<KekRecord> all(Consumer<UnreadableRecord> unreadable) {
        List<UnreadableRecord> lost = new ArrayList<>(0);
        List<KekRecord> found = session.read((connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(table.selectAll(dialect))) {
                return records(statement, row -> true, lost::add);
            }
        });
        lost.forEach(unreadable);
        return found.stream().sorted(ORDER).toList();
    }

    @Override
    public Map<KekId, KekState> states(Set<KekId> kekIds) {
        List<KekId> asked = List.copyOf(kekIds);
        Map<KekId, KekState> states = new HashMap<>();
        for (int from = 0; from < asked.size(); from += STATES_PER_SELECT) {
            List<KekId> part = asked.subList(from, Math.min(asked.size(), from + STATES_PER_SELECT));
            states.putAll(session.read((connection, dialect) -> {
                try (PreparedStatement statement =
                        connection.prepareStatement(table.selectStates(dialect, part.size()))) {
                    for (int i = 0; i < part.size(); i++) {
                        statement.setBytes(i + 1, part.get(i).toBytes());
                    }
                    return states(statement);
                }
            }));
        }
        return states;
    }

    private static Map<KekId, KekState> states(PreparedStatement statement) throws SQLException {
        Map<KekId, KekState> states = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                states.put(KekId.of(rows.getBytes(1)), KekRow.stateOrRetired(rows.getString(2)));
            }
        }
        return states;
    }

    @Override
    public boolean hasRecords() {
        return session.read((connection, dialect) -> {
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(1);
                try (ResultSet rows = statement.executeQuery(table.selectAll(dialect))) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public boolean insert(KekRecord added) {
        return session.write((connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(table.insert(dialect))) {
                KekRow.bind(statement, 1, added);
                return statement.executeUpdate() == 1;
            } catch (SQLException e) {
                if (SqlFailures.isUniqueViolation(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean replace(KekRecord expected, KekRecord updated) {
        expected.requireSameKek(updated);
        return session.write((connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(table.update(dialect))) {
                statement.setString(1, updated.state().name());
                statement.setBytes(2, KekRow.recipients(updated));
                KekRow.bind(statement, 3, expected);
                return statement.executeUpdate() == 1;
            }
        });
    }

    @Override
    public String toString() {
        return "JdbcKekStore[" + session.location() + " " + table + "]";
    }

    private interface RowFilter {
        boolean accepts(ResultSet row) throws SQLException;
    }

    private List<KekRecord> records(
            PreparedStatement statement, RowFilter filter, Consumer<UnreadableRecord> unreadable) throws SQLException {
        List<KekRecord> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (filter.accepts(rows)) {
                    KekRow.read(rows, table, found, unreadable);
                }
            }
        }
        return found;
    }

    private static void refuse(UnreadableRecord unreadable) {
        throw unreadable.failure();
    }

    /** Configuration of a {@link JdbcKekStore}. Not thread safe. */
    public static final class Builder {

        private @Nullable String url;
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable DataSource dataSource;
        private @Nullable String schema;
        private String table = KekTable.DEFAULT_NAME;

        private Builder() {}

        /**
         * Sets the database by its URL; connections are opened by {@link java.sql.DriverManager}. It may be the application's
         * own database, even an embedded H2 file in the same process, with the same user and password. An H2 database in memory
         * needs {@code DB_CLOSE_DELAY=-1}.
         *
         * @param value a JDBC URL
         * @return this builder
         */
        public Builder url(String value) {
            this.url = value;
            return this;
        }

        /**
         * Sets the database user for {@link #url}.
         *
         * @param value the user, null if the URL names it
         * @return this builder
         */
        public Builder user(@Nullable String value) {
            this.user = value;
            return this;
        }

        /**
         * Sets the password for {@link #url}.
         *
         * @param value the password, null if the URL has it or none is needed
         * @return this builder
         */
        public Builder password(@Nullable String value) {
            this.password = value;
            return this;
        }

        /**
         * Sets a data source instead of a URL. <b>It must not be the pool the application uses</b>, nor one that takes part in
         * the application's transactions: a thread that holds the last connection of the pool would wait for itself, and a
         * rollback would remove the keys.
         *
         * @param value a data source only for the KEK store, which does not close it
         * @return this builder
         */
        public Builder dataSource(DataSource value) {
            this.dataSource = value;
            return this;
        }

        /**
         * Sets the schema of the table.
         *
         * @param value an existing schema, null for the default of the connection; quoted unless it is lower-case ASCII
         * @return this builder
         */
        public Builder schema(@Nullable String value) {
            this.schema = value;
            return this;
        }

        /**
         * Sets the name of the table.
         *
         * @param value the name, default "rowseal_kek"; quoted unless it is lower-case ASCII
         * @return this builder
         */
        public Builder table(String value) {
            this.table = value;
            return this;
        }

        /**
         * Builds the store. It opens no connection.
         *
         * @return the store
         * @throws ConfigurationException if there is not exactly one of URL and data source, or no driver for the URL
         * @throws IllegalArgumentException if the schema or table name cannot be one
         */
        public JdbcKekStore build() {
            KekTable named = new KekTable(schema, table);
            if (url != null && dataSource == null) {
                return new JdbcKekStore(
                        new JdbcSession(ConnectionSource.of(url, user, password), ShownUrl.of(url), named), named);
            }
            if (dataSource != null && url == null && user == null && password == null) {
                return new JdbcKekStore(
                        new JdbcSession(ConnectionSource.of(dataSource), "its data source", named), named);
            }
            throw new ConfigurationException(
                    "a JDBC KEK store needs either a URL, with user and password, or a data source: configure one of them");
        }
    }
}
