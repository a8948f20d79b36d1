package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes that encrypted attributes need in a database, as files for Flyway or Liquibase or as an SQL script, from the
 * mapping alone: there is no connection to a database, and no key ring is needed. Names are what Hibernate makes of the mapping, so give the settings
 * of the application that shape them, such as {@code hibernate.physical_naming_strategy}.
 *
 * <p>What cannot be encrypted is refused as when a SessionFactory starts. What is generated has been run on H2, PostgreSQL and
 * MariaDB only. Thread safe.
 */
public final class MigrationGenerator {

    /** The tools that files are written for. */
    public enum Format {
        /** SQL files {@code V<version>__rowseal.sql} of Flyway. */
        FLYWAY,
        /** An XML changelog of Liquibase. */
        LIQUIBASE,
        /** One SQL script {@code rowseal-<version>.sql}; comments in it say which statements must not be in a transaction. */
        SQL
    }

    /** What there is before. */
    public enum Mode {
        /** Nothing: whole tables are created, with all columns of the mapping. */
        CREATE,
        /**
         * Tables without what encryption needs: columns are added, and filled by nobody. An attribute whose mode is not STRICT, by
         * annotation or by setting, has its column with plaintext already: that becomes wider, and gets no blind index yet.
         */
        ADD,
        /** Tables with all columns and ciphertext only: the CHECK constraints alone are added. */
        CHECKS
    }

    private final Set<Class<?>> entities;
    private final Map<String, String> settings;
    private final MigrationDatabase database;
    private final Format format;
    private final Mode mode;
    private final int version;
    private final boolean online;
    private final boolean kekTable;
    private final boolean checks;

    private MigrationGenerator(Builder builder, MigrationDatabase database) {
        this.entities = new LinkedHashSet<>(builder.entities);
        this.settings = new LinkedHashMap<>(builder.settings);
        this.database = database;
        this.format = builder.format;
        this.mode = builder.mode;
        this.version = builder.version;
        this.online = builder.online;
        this.kekTable = builder.kekTable;
        this.checks = builder.checks;
    }

    /**
     * Begins the configuration of a generator.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Generates.
     *
     * @return the files, in the order in which they are applied
     * @throws ConfigurationException if the mapping cannot be encrypted, or has nothing encrypted
     */
    public List<MigrationFile> generate() {
        List<MigrationStep> steps = new ArrayList<>();
        if (kekTable) {
            steps.add(new MigrationStep("table of KEKs", List.of(database.kekTable()), true));
        }
        try (MigrationMapping mapping = new MigrationMapping(entities, settings, database)) {
            switch (mode) {
                case CREATE -> steps.addAll(mapping.create());
                case ADD -> steps.addAll(mapping.add(online));
                case CHECKS -> {}
            }
            if (checks) {
                steps.addAll(mapping.checks(online));
            }
        }
        return switch (format) {
            case FLYWAY -> FlywayFiles.of(steps, version);
            case LIQUIBASE -> List.of(LiquibaseChangelog.of(steps, version, database));
            case SQL -> List.of(SqlScript.of(steps, version));
        };
    }

    /** Configuration of a {@link MigrationGenerator}. Not thread safe. */
    public static final class Builder {

        private final Set<Class<?>> entities = new LinkedHashSet<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private @Nullable MigrationDatabase database;
        private Format format = Format.FLYWAY;
        private Mode mode = Mode.ADD;
        private int version = 1;
        private boolean online;
        private boolean kekTable;
        private boolean checks = true;

        private Builder() {}

        /**
         * Adds mapped classes: entities, and embeddables, mapped superclasses and converters that need to be named.
         *
         * @param values the classes
         * @return this builder
         */
        public Builder entities(Class<?>... values) {
            entities.addAll(List.of(values));
            return this;
        }

        /**
         * Adds a setting of Hibernate.
         *
         * @param name its name
         * @param value its value
         * @return this builder
         */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Sets the database. Required.
         *
         * @param value the database
         * @return this builder
         */
        public Builder database(MigrationDatabase value) {
            this.database = value;
            return this;
        }

        /**
         * Sets the tool.
         *
         * @param value default {@link Format#FLYWAY}
         * @return this builder
         */
        public Builder format(Format value) {
            this.format = value;
            return this;
        }

        /**
         * Sets whether tables exist.
         *
         * @param value default {@link Mode#ADD}
         * @return this builder
         */
        public Builder mode(Mode value) {
            this.mode = value;
            return this;
        }

        /**
         * Sets the version of the first file of Flyway, and part of the ids of Liquibase and of the name of a script. A second file has the next version.
         *
         * @param value from 1, default 1
         * @return this builder
         */
        public Builder version(int value) {
            this.version = value;
            return this;
        }

        /**
         * Chooses statements, in mode ADD, that leave tables readable and writable meanwhile, where the database has them.
         *
         * @param value default false
         * @return this builder
         */
        public Builder online(boolean value) {
            this.online = value;
            return this;
        }

        /**
         * Also creates the table of {@link io.rowseal.keys.jdbc.JdbcKekStore}, under its default name.
         *
         * @param value default false
         * @return this builder
         */
        public Builder kekTable(boolean value) {
            this.kekTable = value;
            return this;
        }

        /**
         * Also adds CHECK constraints on how encrypted columns begin and how long they are, so that a program that writes anything
         * but ciphertext fails. Columns whose mode is not STRICT get none.
         *
         * @param value default true
         * @return this builder
         */
        public Builder checks(boolean value) {
            this.checks = value;
            return this;
        }

        /**
         * Builds the generator.
         *
         * @return the generator
         * @throws ConfigurationException if there is no entity or no database, the version is less than 1, or tables shall be
         *     created online
         */
        public MigrationGenerator build() {
            if (entities.isEmpty()) {
                throw new ConfigurationException("there are no entities to generate for: name their classes");
            }
            if (database == null) {
                throw new ConfigurationException(
                        "there is no database to generate for: choose one of MigrationDatabase");
            }
            if (version < 1) {
                throw new ConfigurationException("the version must be 1 or more, not " + version);
            }
            if (online && mode == Mode.CREATE) {
                throw new ConfigurationException(
                        "tables that are created have no readers yet: leave out online, or use mode ADD");
            }
            if (mode == Mode.CHECKS && !checks) {
                throw new ConfigurationException("mode CHECKS without checks generates nothing: choose one of the two");
            }
            return new MigrationGenerator(this, database);
        }
    }
}
