package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.nativesql.NativeStatement.Selected;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.results.ResultBuilder;
import org.hibernate.query.results.ResultSetMapping;
import org.hibernate.query.results.internal.dynamic.DynamicResultBuilderBasicStandard;
import org.jspecify.annotations.Nullable;

/** Refuses native SQL that uses encrypted columns as if they held plaintext. Thread safe. */
public final class NativeSqlCheck {

    private final EncryptedTables tables;
    private final SqlFragments database;
    private final Map<String, Set<String>> valueLabels;

    /**
     * Of one mapping.
     *
     * @param valueLabels by the name of a result-set mapping the columns that it takes as values
     */
    NativeSqlCheck(EncryptedTables tables, SqlFragments database, Map<String, Set<String>> valueLabels) {
        this.tables = tables;
        this.database = database;
        this.valueLabels = valueLabels;
    }

    /** Checks native queries from now on, unless the settings allow all. */
    public static void start(EncryptedModel model, Metadata metadata, SessionFactoryImplementor factory) {
        if (!RowsealSettings.isNativeSqlAllowed(factory.getProperties())) {
            NativeSqlChecks.of(factory.getServiceRegistry())
                    .start(new NativeSqlCheck(
                            EncryptedTables.of(model, metadata),
                            SqlFragments.of(metadata.getDatabase().getDialect()),
                            NativeResults.valueLabels(metadata)));
        }
    }

    /**
     * Checks a statement, whatever its result is mapped to.
     *
     * @throws UnsupportedEncryptedQueryException if it is refused
     */
    public void statement(String sql) {
        if (!isAllowed(sql)) {
            NativeScript.check(sql, tables, database);
        }
    }

    /**
     * Checks what becomes of the encrypted columns that a query selects.
     *
     * @throws UnsupportedEncryptedQueryException if they would not be decrypted
     */
    void result(String sql, ResultSetMapping mapping) {
        if (isAllowed(sql)) {
            return;
        }
        List<Selected> selected = NativeScript.check(sql, tables, database);
        if (selected.isEmpty()) {
            return;
        }
        requireEntities(selected, mapping);
        requireOneRowKey(selected);
    }

    /**
     * Checks what HQL gives the database as it is, in the function {@code sql()}. It is part of a statement whose tables and aliases
     * it does not name, so nothing about it can be proven.
     *
     * @throws UnsupportedEncryptedQueryException unless it carries the hint
     */
    public void fragment(String sql) {
        if (!isAllowed(sql)) {
            throw new UnsupportedEncryptedQueryException(
                    "the function sql() is refused where attributes are encrypted: it could read ciphertext or compare with it."
                            + " If it names no encrypted column, put " + RowsealSettings.NATIVE_SQL_HINT
                            + " into its text");
        }
    }

    private static boolean isAllowed(String sql) {
        return sql.contains(RowsealSettings.NATIVE_SQL_HINT);
    }

    private void requireEntities(List<Selected> selected, ResultSetMapping mapping) {
        if (mapping.getNumberOfResultBuilders() == 0) {
            throw NativeSqlRefusals.projected(selected.get(0).attribute());
        }
        Set<String> named = new HashSet<>();
        boolean known = true;
        boolean entity = false;
        for (ResultBuilder builder : mapping.getResultBuilders()) {
            if (builder instanceof DynamicResultBuilderBasicStandard value && value.getColumnName() != null) {
                named.add(value.getColumnName().toLowerCase(Locale.ROOT));
            } else if (NativeResults.isManaged(builder)) {
                entity = true;
            } else {
                Set<String> ofMapping = labels(mapping.getMappingIdentifier());
                known &= ofMapping != null;
                named.addAll(ofMapping == null ? Set.of() : ofMapping);
            }
        }
        for (Selected item : selected) {
            boolean value = item.label() == null
                    ? !item.braces() && named.stream().anyMatch(label -> isEncrypted(item, label))
                    : named.contains(item.label());
            if (!entity || value || (!known && !item.braces())) {
                throw NativeSqlRefusals.projected(item.attribute());
            }
        }
    }

    private @Nullable Set<String> labels(@Nullable String mapping) {
        return mapping == null ? null : valueLabels.get(mapping);
    }

    private boolean isEncrypted(Selected star, String label) {
        return tables.attribute(star.tables(), label).isPresent();
    }

    private void requireOneRowKey(List<Selected> selected) {
        Map<Integer, Selected> keys = new HashMap<>();
        for (Selected item : selected) {
            for (String table : item.braces() ? List.<String>of() : item.tables()) {
                Selected other = keys.put(item.part(), item);
                if (other != null) {
                    throw NativeSqlRefusals.severalRowKeys(
                            other.attribute(),
                            tables.firstOfEach(List.of(table)).get(0));
                }
            }
        }
    }
}
