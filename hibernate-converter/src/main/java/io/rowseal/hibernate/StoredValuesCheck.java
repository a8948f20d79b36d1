package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/**
 * Opens and decodes values that tables hold, those of a few rows, and compares their blind indexes. With another type, a renamed
 * table or column, other padding or the keys of another system nothing that is stored can be read; with another index searches find
 * nothing without a word. That has to show before the first write.
 *
 * <p>An attribute is refused if none of its values opens: one row that was damaged among others is not the mapping's fault. It is
 * refused if any authentic value does not decode or has another index, because that is.
 */
final class StoredValuesCheck {

    private static final Logger LOG = Logger.getLogger(StoredValuesCheck.class);

    private final Connection connection;
    private final Metadata metadata;
    private final SessionFactoryImplementor factory;
    private final IndexEnds ends;

    StoredValuesCheck(Connection connection, Metadata metadata, SessionFactoryImplementor factory) {
        this.connection = connection;
        this.metadata = metadata;
        this.factory = factory;
        this.ends = new IndexEnds(connection, factory);
    }

    /**
     * Looks at all attributes that are in one scope. The rows of tenants belong to scopes that only their sessions know.
     *
     * @throws ConfigurationException if values of an attribute cannot be read or found as it is mapped
     */
    void check(EncryptedModel model) {
        try {
            EncryptionRuntime runtime = EncryptionRuntime.of(factory.getServiceRegistry());
            StoredRefusals refusals = new StoredRefusals(runtime, metadata);
            refusals.refuse(findings(model), ends);
        } catch (SQLException e) {
            LOG.warnf(
                    "stored values of encrypted attributes were not looked at: %s. If that is meant to be so, set %s=skip",
                    e.getMessage(), RowsealSettings.DATA_CHECK);
        } catch (KeyUnavailableException e) {
            LOG.warnf("stored values of encrypted attributes were not looked at: %s", e.getMessage());
        } finally {
            endTransaction();
        }
    }

    private void endTransaction() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.warnf("the transaction of the data check was not ended: %s", e.getMessage());
        }
    }

    private List<StoredFindings> findings(EncryptedModel model) throws SQLException {
        Map<Table, List<EncryptedAttribute>> tables = new LinkedHashMap<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            if (!attribute.isOfTenants() && !isRestricted(attribute)) {
                EncryptedModel.tablesOf(attribute, metadata).stream()
                        .filter(Table::isPhysicalTable)
                        .forEach(table -> tables.computeIfAbsent(table, absent -> new ArrayList<>())
                                .add(attribute));
            }
        }
        List<StoredFindings> findings = new ArrayList<>();
        for (Map.Entry<Table, List<EncryptedAttribute>> table : tables.entrySet()) {
            findings.addAll(findings(table.getKey(), table.getValue()));
        }
        return findings;
    }

    /** The rows of its table may be those of another application then. */
    private boolean isRestricted(EncryptedAttribute attribute) {
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        return entity != null && entity.getWhere() != null;
    }

    private List<StoredFindings> findings(Table table, List<EncryptedAttribute> attributes) throws SQLException {
        Dialect dialect = metadata.getDatabase().getDialect();
        StoredSample sample =
                new StoredSample(connection, table, attributes, dialect, factory.getSqlStringGenerationContext());
        List<StoredFindings> findings = attributes.stream()
                .map(attribute -> new StoredFindings(table, attribute))
                .toList();
        Set<StoredSample.Row> rows = sample.rows();
        for (int i = 0; i < findings.size(); i++) {
            look(findings.get(i), i, rows);
            for (String direction : ends.deviating(table, attributes.get(i))) {
                List<StoredSample.Row> more = new ArrayList<>(
                        sample.rowsBy(Objects.requireNonNull(attributes.get(i).indexColumn()), direction));
                more.removeAll(rows);
                look(findings.get(i), i, more);
            }
        }
        return findings;
    }

    private static void look(StoredFindings found, int index, Collection<StoredSample.Row> rows) {
        for (StoredSample.Row row : rows) {
            byte[] stored = row.value(index);
            byte[] block = row.block();
            if (stored != null) {
                found.look(block, stored);
            } else if (block != null) {
                found.lookAtRowKey(block);
            }
        }
    }
}
