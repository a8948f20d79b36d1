package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.util.Map;

/** Settings of a SessionFactory or EntityManagerFactory. They are read once, when it is built. */
public final class RowsealSettings {

    /**
     * The {@link io.rowseal.keys.KeyRing} object that encrypts, or a {@link java.util.function.Supplier} of it, which Rowseal
     * calls when an encrypted attribute needs the ring. Required if a mapped attribute is {@link
     * io.rowseal.persistence.Encrypted}. The application closes the ring, after the SessionFactory.
     */
    public static final String KEY_RING = "rowseal.key_ring";

    /**
     * The scope of all rows that belong to no tenant, a text; {@value io.rowseal.keys.KeyRing#DEFAULT_SCOPE} if it is not set.
     */
    public static final String SCOPE = "rowseal.scope";

    /**
     * A {@link TenantScopes} object, which maps tenants to scopes. Without one the scope of a tenant is the text of its
     * identifier. Rows belong to tenants if their entity has {@code @TenantId}. All rows do if each tenant has its own
     * connection, by a {@code MultiTenantConnectionProvider} or a {@code TenantSchemaMapper}.
     */
    public static final String TENANT_SCOPES = "rowseal.tenant_scopes";

    /**
     * Whether Rowseal compares the columns of encrypted attributes with the database at startup: {@code fail} (default) stops
     * the start if one is missing, of a wrong type or too small; {@code skip} does not compare, for applications that have no
     * connection at start or create their tables later. A wrong column then shows in the first statement, or as damaged data.
     */
    public static final String SCHEMA_CHECK = "rowseal.schema_check";

    /**
     * Whether Rowseal opens values of a few rows of each table at startup: {@code fail} (default) stops the start if no value
     * of an attribute can be read, because a table or column was renamed or the keys belong to another system; {@code skip}
     * does not check. The check takes one master-key-store call for each KEK, which the first query would need anyway. If a key
     * is unreachable the start continues. The check reads nothing if {@link #SCHEMA_CHECK} is skipped.
     */
    public static final String DATA_CHECK = "rowseal.data_check";

    /**
     * What happens if a stored value of an attribute with {@link io.rowseal.persistence.BlindIndex} has no index, or a
     * different one than searches compute, so that searches do not find it. {@code fail} (default) stops the start if a row
     * that the check reads holds such a value, and logs and counts those that are read later ({@link IndexCounters}). {@code
     * reject} also refuses to read them. {@code warn} only logs and counts, for the run that writes the rows again. {@link
     * #DATA_CHECK} says what the check reads at startup.
     */
    public static final String INDEX_CHECK = "rowseal.index_check";

    /**
     * Whether Rowseal searches the first rows of tables at startup for ciphertext in columns that are mapped without
     * encryption. {@code fail} (default) stops the start if it finds any, because {@link io.rowseal.persistence.Encrypted} was
     * removed from an attribute whose rows are still encrypted. {@code skip} does not search, for applications that
     * intentionally read ciphertext.
     */
    public static final String PLAIN_COLUMN_CHECK = "rowseal.plain_column_check";

    /**
     * {@code true} lets the SessionFactory start although Hibernate loggers that print plaintext of encrypted attributes are
     * enabled, or SQL comments, which contain the literals of queries. Use it only for data that is not secret.
     */
    public static final String ALLOW_PLAINTEXT_LOGGERS = "rowseal.allow_plaintext_loggers";

    /**
     * Whether entity tables may hold sealed values: {@code allow} (default), or {@code reject}. Bulk HQL and updates of rows
     * without a row key write sealed values. Nothing binds them to their row: anyone who can write to the database can move one
     * to another row of its column. With {@code reject} reading one throws {@link io.rowseal.TamperedException}, and bulk HQL
     * may not write encrypted attributes.
     */
    public static final String SEALED_VALUES = "rowseal.sealed_values";

    /**
     * Whether native SQL may use encrypted columns: {@code reject} (default) refuses statements of {@code createNativeQuery},
     * {@code @NamedNativeQuery} and the like that use an encrypted column. They may only name it in the outermost select list
     * of a query for entities, in {@code is null}, or to set it to null. {@code allow} sends all statements unchecked. The
     * database then compares and sorts ciphertext, and written values are not encrypted. {@link #NATIVE_SQL_HINT} allows a
     * single statement.
     */
    public static final String NATIVE_SQL = "rowseal.native_sql";

    /** The comment that lets one native SQL statement use encrypted columns, at any place in the statement. */
    public static final String NATIVE_SQL_HINT = "/* rowseal:allow */";

    /**
     * The mode of encrypted attributes, which overrides {@link io.rowseal.persistence.Encrypted#mode()}. Write {@code
     * rowseal.mode.<entity>.<attribute>}, or {@code rowseal.mode.all} for all attributes in character columns without a mode of
     * their own. The value is {@code strict}, or a mode with the last day, in UTC, on which the application starts with it:
     * {@code write-ciphertext until 2027-06-30}, {@code write-plaintext until 2027-06-30}.
     *
     * @see io.rowseal.persistence.EncryptionMode
     */
    public static final String MODE = "rowseal.mode";

    /**
     * A {@link PlaintextListener} object, which Rowseal calls for every plaintext value that attributes read or write because
     * their mode is not STRICT.
     */
    public static final String PLAINTEXT_LISTENER = "rowseal.plaintext_listener";

    private RowsealSettings() {}

    public static boolean areSealedValuesRejected(Object setting) {
        return isRejected(SEALED_VALUES, setting);
    }

    public static boolean isNativeSqlAllowed(Map<String, Object> settings) {
        return !isRejected(NATIVE_SQL, settings.getOrDefault(NATIVE_SQL, "reject"));
    }

    private static boolean isRejected(String name, Object setting) {
        String value = String.valueOf(setting);
        if (!value.equals("allow") && !value.equals("reject")) {
            throw new ConfigurationException("setting '" + name + "' must be allow or reject");
        }
        return value.equals("reject");
    }

    public static boolean isSchemaCheckSkipped(Map<String, Object> settings) {
        return isSkipped(SCHEMA_CHECK, settings);
    }

    public static boolean isDataCheckSkipped(Map<String, Object> settings) {
        return isSkipped(DATA_CHECK, settings);
    }

    public static boolean isPlainColumnCheckSkipped(Map<String, Object> settings) {
        return isSkipped(PLAIN_COLUMN_CHECK, settings);
    }

    private static boolean isSkipped(String check, Map<String, Object> settings) {
        String value = String.valueOf(settings.getOrDefault(check, "fail"));
        if (!value.equals("fail") && !value.equals("skip")) {
            throw new ConfigurationException("setting '" + check + "' must be fail or skip");
        }
        return value.equals("skip");
    }

    public static boolean arePlaintextLoggersAllowed(Map<String, Object> settings) {
        String value = String.valueOf(settings.getOrDefault(ALLOW_PLAINTEXT_LOGGERS, "false"));
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException("setting '" + ALLOW_PLAINTEXT_LOGGERS + "' must be true or false");
        }
        return value.equals("true");
    }
}
