package io.rowseal.boot;

import io.rowseal.keys.KeyRing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Configuration of Rowseal. Immutable; {@code toString} shows no password.
 *
 * @param enabled
 *     Whether the key ring is configured and given to Hibernate.
 * @param inMemory
 *     Whether to keep all keys in memory, whatever else is configured. For tests: encrypted data cannot be read any more
 *     once the application has stopped.
 * @param scope
 *     Scope of the rows: the name of the set of rows that share key-encryption keys. Do not change it while there is
 *     data.
 * @param schemaCheck
 *     What to do at startup if a column of an encrypted attribute is missing, of a wrong type or too small.
 * @param dataCheck
 *     What to do at startup if the values of an attribute in a few rows of each table cannot be read.
 * @param plainColumnCheck
 *     What to do at startup if the first rows of a table have ciphertext in a column that is mapped without encryption.
 * @param indexCheck
 *     What to do if a stored blind index is missing or is not the one that searches compute, so that searches do not find
 *     its row.
 * @param allowPlaintextLoggers
 *     Whether to start although Hibernate loggers that print encrypted attributes in plaintext are enabled.
 * @param sealedValues
 *     Whether entity tables may hold sealed values, which bulk HQL writes and which nothing binds to their row.
 * @param nativeSql
 *     Whether native SQL may use encrypted columns, in which the database sees only ciphertext.
 * @param mode
 *     Modes of encrypted attributes that are migrated from plaintext to ciphertext or back, by the name of the entity and
 *     attribute such as "Patient.notes", or "all". A value is "strict", "write-ciphertext until 2027-06-30" or
 *     "write-plaintext until 2027-06-30", with the last day on which the application starts. Overrides the annotation.
 * @param masterKeyStore
 *     Where master keys are stored.
 * @param kekStore
 *     Where wrapped key-encryption keys are stored.
 * @param kek
 *     How long key-encryption keys encrypt.
 * @param cache
 *     What is kept in memory.
 * @param health
 *     How health is checked.
 */
@ConfigurationProperties("rowseal")
public record RowsealProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean inMemory,
        @DefaultValue(KeyRing.DEFAULT_SCOPE) String scope,
        @DefaultValue("fail") SchemaCheck schemaCheck,
        @DefaultValue("fail") DataCheck dataCheck,
        @DefaultValue("fail") PlainColumnCheck plainColumnCheck,
        @DefaultValue("fail") IndexCheck indexCheck,
        @DefaultValue("false") boolean allowPlaintextLoggers,
        @DefaultValue("allow") SealedValues sealedValues,
        @DefaultValue("reject") NativeSql nativeSql,
        @DefaultValue Map<String, String> mode,
        @DefaultValue MasterKeyStore masterKeyStore,
        @DefaultValue KekStore kekStore,
        @DefaultValue Kek kek,
        @DefaultValue Cache cache,
        @DefaultValue Health health) {

    /** What to do about columns that do not fit. */
    public enum SchemaCheck {
        /** Stop the start. */
        FAIL,
        /** Do not compare columns. For applications that create their tables later. */
        SKIP
    }

    /** What to do about stored values that cannot be read. */
    public enum DataCheck {
        /** Stop the start. */
        FAIL,
        /** Do not check. For an application that has to start although its first rows are damaged. */
        SKIP
    }

    /** What to do about ciphertext in columns that are mapped without encryption. */
    public enum PlainColumnCheck {
        /** Stop the start. */
        FAIL,
        /** Do not check. For an application that intentionally reads ciphertext. */
        SKIP
    }

    /** What to do about stored blind indexes that searches do not find. */
    public enum IndexCheck {
        /** Stop the start if the data check meets one. Log and count those that are read later. */
        FAIL,
        /** Stop the start, and refuse to read such a value later. */
        REJECT,
        /** Only log and count. For the run that writes the rows again. */
        WARN
    }

    /** What to do about sealed values in entity tables. */
    public enum SealedValues {
        /** Read and write them. */
        ALLOW,
        /** Refuse to read them, and bulk HQL that would write them. */
        REJECT
    }

    /** What to do about native SQL that uses encrypted columns. */
    public enum NativeSql {
        /** Send it unchecked. */
        ALLOW,
        /** Refuse it before it is sent. */
        REJECT
    }

    /** Kinds of master-key stores that properties can configure. */
    public enum MasterKeyStoreType {
        /** A PKCS#12 file. */
        PKCS12,
        /** Random keys in memory, for tests. */
        IN_MEMORY
    }

    /** Kinds of KEK stores that properties can configure. */
    public enum KekStoreType {
        /** A table. */
        JDBC,
        /** Memory, for tests. */
        IN_MEMORY
    }

    /**
     * Where master keys are stored.
     *
     * @param type
     *     Kind of the master-key store. Default is "pkcs12" if a PKCS#12 file is configured.
     * @param pkcs12
     *     The PKCS#12 file.
     */
    public record MasterKeyStore(
            @Nullable MasterKeyStoreType type, @DefaultValue Pkcs12 pkcs12) {}

    /**
     * Master keys in a PKCS#12 file.
     *
     * @param file
     *     Path of the PKCS#12 file that holds the master keys. Anyone who has it and its password can read all data.
     * @param password
     *     Password of the PKCS#12 file. Take it from the environment or from a mounted secret, never from a file that is
     *     committed.
     * @param createIfMissing
     *     Whether to create the PKCS#12 file, with one random key, if it is missing. Rowseal never creates it if there
     *     are key-encryption keys already.
     * @param activeKey
     *     Alias of the master key that wraps new key-encryption keys. Default is the highest of master-1, master-2, and so
     *     on, or the only one.
     * @param storeId
     *     Name under which key-encryption keys refer to this store. Do not change it while there is data.
     */
    public record Pkcs12(
            @Nullable Path file,
            @Nullable String password,
            @DefaultValue("true") boolean createIfMissing,
            @Nullable String activeKey,
            @DefaultValue("pkcs12") String storeId) {

        @Override
        public String toString() {
            return "Pkcs12[file=" + file + ", createIfMissing=" + createIfMissing + ", activeKey=" + activeKey
                    + ", storeId=" + storeId + "]";
        }
    }

    /**
     * Where wrapped key-encryption keys are stored.
     *
     * @param type
     *     Kind of the KEK store.
     * @param jdbc
     *     The table.
     */
    public record KekStore(
            @DefaultValue("jdbc") KekStoreType type,
            @DefaultValue Jdbc jdbc) {}

    /**
     * Wrapped key-encryption keys in a table.
     *
     * @param url
     *     JDBC URL of the database that holds the KEK table. Default is that of the application's data source, whose pool is
     *     not used.
     * @param username
     *     User name for the database that holds the KEK table. Default is that of the application's data source, if no URL is
     *     set.
     * @param password
     *     Password for the database that holds the KEK table. Default is that of the application's data source, if neither
     *     URL nor user name is set.
     * @param schema
     *     Schema of the KEK table. Default is the default schema of the database user.
     * @param table
     *     Name of the KEK table.
     * @param initializeSchema
     *     When to create the KEK table if it is missing. It is created after Flyway, Liquibase and SQL scripts have run.
     */
    public record Jdbc(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String schema,
            @DefaultValue("rowseal_kek") String table,
            @DefaultValue("embedded") DatabaseInitializationMode initializeSchema) {

        @Override
        public String toString() {
            return "Jdbc[schema=" + schema + ", table=" + table + ", initializeSchema=" + initializeSchema + "]";
        }
    }

    /**
     * How long key-encryption keys encrypt.
     *
     * @param period
     *     Age at which a scope gets a new key-encryption key. If a duration suffix is not specified, days are used.
     * @param grace
     *     How much longer the old key-encryption key may encrypt when a new one cannot be created. If a duration suffix is
     *     not specified, days are used.
     * @param allowNewIndexRoot
     *     Scopes that may get a new index root key although they have key-encryption keys. Their blind indexes then find
     *     nothing until all rows are written again. Remove it after the next start.
     */
    public record Kek(
            @DefaultValue("90d") @DurationUnit(ChronoUnit.DAYS)
            Duration period,

            @DefaultValue("7d") @DurationUnit(ChronoUnit.DAYS)
            Duration grace,

            @DefaultValue Set<String> allowNewIndexRoot) {}

    /**
     * What is kept in memory.
     *
     * @param age
     *     Age at which an unwrapped key-encryption key is unwrapped again by the master-key store. If a duration suffix is
     *     not specified, seconds are used.
     * @param entries
     *     Maximum number of unwrapped key-encryption keys in memory.
     * @param rowKeyEntries
     *     Maximum number of opened row keys in memory.
     * @param stateInterval
     *     How often the states of key-encryption keys in memory are compared with the KEK store. If a duration suffix is
     *     not specified, seconds are used.
     */
    public record Cache(
            @DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS)
            Duration age,

            @DefaultValue("1000") int entries,
            @DefaultValue("10000") int rowKeyEntries,

            @DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS)
            Duration stateInterval) {}

    /**
     * How health is checked.
     *
     * @param cache
     *     How long an answer of the health contributor is given again, so that probes do not call the key stores each time.
     *     If a duration suffix is not specified, seconds are used.
     */
    public record Health(
            @DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS)
            Duration cache) {}
}
