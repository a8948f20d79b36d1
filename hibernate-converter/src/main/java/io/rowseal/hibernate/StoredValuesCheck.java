package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.RowsealException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Opens values that tables hold, those of a few rows. With a renamed table or column, other padding or the keys of another
 * system nothing that is stored can be read, searches find nothing without a word, and what is written from then on can not be
 * read with the former names: that has to show before the first write.
 *
 * <p>An attribute is refused only if none of its values opens. One row that was damaged among others is not the mapping's fault.
 */
final class StoredValuesCheck {

    private static final Logger LOG = Logger.getLogger(StoredValuesCheck.class);

    /** Of each table, whichever the database finds first, so that the size of the table does not matter. */
    private static final int ROWS = 5;

    private final Connection connection;
    private final Metadata metadata;
    private final SqlStringGenerationContext names;

    StoredValuesCheck(Connection connection, Metadata metadata, SqlStringGenerationContext names) {
        this.connection = connection;
        this.metadata = metadata;
        this.names = names;
    }

    /**
     * Opens values of all attributes that are in one scope. The rows of tenants belong to scopes that only their sessions know.
     *
     * @throws ConfigurationException if none of the values of an attribute opens
     */
    void check(EncryptedModel model) {
        try {
            tables(model);
        } catch (SQLException e) {
            LOG.warnf(
                    "stored values of encrypted attributes were not looked at: %s. If that is meant to be so, set %s=skip",
                    e.getMessage(), RowsealSettings.DATA_CHECK);
        } catch (KeyUnavailableException e) {
            LOG.warnf("stored values of encrypted attributes were not looked at: %s", e.getMessage());
        }
    }

    private void tables(EncryptedModel model) throws SQLException {
        Map<Table, List<EncryptedAttribute>> tables = new HashMap<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            if (!attribute.isOfTenants() && !isRestricted(attribute)) {
                EncryptedModel.tablesOf(attribute, metadata).stream()
                        .filter(Table::isPhysicalTable)
                        .forEach(table -> tables.computeIfAbsent(table, absent -> new ArrayList<>())
                                .add(attribute));
            }
        }
        try {
            for (Map.Entry<Table, List<EncryptedAttribute>> table : tables.entrySet()) {
                check(table.getKey(), table.getValue());
            }
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    /** The first rows of its table may be those of another application then. */
    private boolean isRestricted(EncryptedAttribute attribute) {
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        return entity != null && entity.getWhere() != null;
    }

    private void check(Table table, List<EncryptedAttribute> attributes) throws SQLException {
        Column rowKey = table.getColumn(new Column(RowKeyColumn.NAME));
        Map<EncryptedAttribute, RowsealException> failures = new HashMap<>();
        List<EncryptedAttribute> opened = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(select(table, rowKey, attributes))) {
                while (rows.next()) {
                    byte[] block = rowKey == null ? null : rows.getBytes(attributes.size() + 1);
                    for (int i = 0; i < attributes.size(); i++) {
                        byte[] stored = rows.getBytes(i + 1);
                        EncryptedAttribute attribute = attributes.get(i);
                        if (stored != null && !opened.contains(attribute)) {
                            RowsealException failure = failureOf(attribute, block, stored);
                            if (failure == null) {
                                opened.add(attribute);
                            } else {
                                failures.putIfAbsent(attribute, failure);
                            }
                        }
                    }
                }
            }
        }
        failures.keySet().removeAll(opened);
        for (EncryptedAttribute attribute : attributes) {
            RowsealException failure = failures.get(attribute);
            if (failure != null) {
                throw refusal(table, attribute, failure);
            }
        }
    }

    private String select(Table table, @Nullable Column rowKey, Collection<EncryptedAttribute> attributes) {
        Dialect dialect = metadata.getDatabase().getDialect();
        return "select "
                + attributes.stream()
                        .map(attribute -> attribute.mappingColumn().getQuotedName(dialect))
                        .collect(Collectors.joining(", "))
                + (rowKey == null ? "" : ", " + rowKey.getQuotedName(dialect))
                + " from " + table.getQualifiedName(names) + " limit " + ROWS;
    }

    /**
     * Why a value does not open, null if it does, is plain text that the mode reads, or its key is not to be had.
     *
     * @throws KeyUnavailableException if a store is out of reach, which may be slow to find out and is so for the others too
     */
    private static @Nullable RowsealException failureOf(
            EncryptedAttribute attribute, byte @Nullable [] block, byte[] stored) {
        byte[] read = CellExtractor.withRowKey(attribute.rowKeyed() ? block : null, stored);
        try {
            if (attribute.mode().isStrict()
                    || attribute.ciphers().plaintext(read).isEmpty()) {
                attribute.ciphers().of(null).open(read);
            }
            return null;
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (KeyAccessDeniedException | KeyDestroyedException e) {
            LOG.warnf("a stored value of attribute '%s' was not opened at start: %s", attribute.name(), e.getMessage());
            return null;
        } catch (RowsealException e) {
            return e;
        }
    }

    private static ConfigurationException refusal(Table table, EncryptedAttribute attribute, RowsealException failure) {
        String wayOut = failure instanceof PlaintextFoundException
                ? "Give the attribute a mode that reads plain text until all rows are encrypted (docs/migration.md)"
                : "If the table or the column was renamed, give the former name in @Encrypted(table = ..., column = ...);"
                        + " if padTo was added or removed, undo that; if the key ring, its KEK table, the master keys or the"
                        + " setting '" + RowsealSettings.SCOPE + "' are those of another system, correct them";
        return new ConfigurationException(
                "the values of attribute '" + attribute.name() + "' that table '" + table.getName()
                        + "' holds can not be read with this mapping and these keys, at least not those of its first rows. "
                        + wayOut
                        + ". If only those rows are damaged, start with '"
                        + RowsealSettings.DATA_CHECK + "' set to skip and mend them. The first failure: "
                        + failure.getMessage(),
                failure);
    }
}
