package io.rowseal.hibernate.internal.stored;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
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
public final class StoredValuesCheck {

    private static final Logger LOG = Logger.getLogger(StoredValuesCheck.class);

    private final Connection connection;
    private final Metadata metadata;
    private final SessionFactoryImplementor factory;
    private final IndexEnds ends;

    public StoredValuesCheck(Connection connection, Metadata metadata, SessionFactoryImplementor factory) {
        this.connection = connection;
        this.metadata = metadata;
        this.factory = factory;
        this.ends = new IndexEnds(connection, factory);
    }

    /**
     * Looks at all attributes whose rows say in which scope they are: not at those of tenants with tables of their own, whose
     * scopes only their sessions know.
     *
     * @throws ConfigurationException if values of an attribute cannot be read or found as it is mapped
     */
    public void check(EncryptedModel model) {
        try {
            KeyScopes keyScopes = KeyScopes.of(factory.getServiceRegistry());
            StoredScopes scopes = new StoredScopes(keyScopes);
            StoredRefusals refusals = new StoredRefusals(keyScopes, metadata, scopes);
            refusals.refuse(findings(model, scopes), ends);
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

    /** Attributes of one table whose rows are in the same scopes. */
    private record Place(Table table, EntityScope scope) {}

    private List<StoredFindings> findings(EncryptedModel model, StoredScopes scopes) throws SQLException {
        Map<Place, List<EncryptedAttribute>> places = new LinkedHashMap<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            EntityScope scope = attribute.ciphers().scope();
            if ((!scope.isOfTenants() || scope.isFiltered()) && !isRestricted(attribute)) {
                EncryptedModel.tablesOf(attribute, metadata).stream()
                        .filter(Table::isPhysicalTable)
                        .forEach(table -> places.computeIfAbsent(new Place(table, scope), absent -> new ArrayList<>())
                                .add(attribute));
            }
        }
        List<StoredFindings> findings = new ArrayList<>();
        for (Map.Entry<Place, List<EncryptedAttribute>> place : places.entrySet()) {
            findings.addAll(findings(place.getKey(), place.getValue(), scopes));
        }
        return findings;
    }

    /** The rows of its table may be those of another application then. */
    private boolean isRestricted(EncryptedAttribute attribute) {
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        return entity != null && entity.getWhere() != null;
    }

    private List<StoredFindings> findings(Place place, List<EncryptedAttribute> attributes, StoredScopes scopes)
            throws SQLException {
        Table table = place.table();
        TenantColumn tenants = place.scope().isOfTenants()
                ? TenantColumn.of(table, attributes.get(0), StoredSample.ALIAS, metadata, factory)
                : null;
        if (place.scope().isOfTenants() && tenants == null) {
            return List.of();
        }
        StoredSample sample = new StoredSample(
                connection,
                table,
                attributes,
                tenants,
                metadata.getDatabase().getDialect(),
                factory.getSqlStringGenerationContext());
        List<StoredFindings> findings = attributes.stream()
                .map(attribute -> new StoredFindings(table, attribute, scopes))
                .toList();
        LookedAtRows looked = new LookedAtRows(findings, place.scope(), scopes);
        looked.add(sample.rows());
        for (int i = 0; i < findings.size(); i++) {
            String scope = scopes.any(place.scope());
            if (scope != null) {
                for (String direction : ends.deviating(table, attributes.get(i), scope)) {
                    Column index = Objects.requireNonNull(attributes.get(i).indexColumn());
                    looked.addDeviating(i, sample.rowsBy(index, direction));
                }
            }
        }
        for (Object tenant : looked.tenantsWithoutKeys()) {
            looked.add(sample.rowsOf(tenant));
        }
        return findings;
    }
}
