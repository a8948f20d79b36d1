package io.rowseal.hibernate.internal.stored;

import io.rowseal.KeyUnavailableException;
import io.rowseal.hibernate.internal.scope.EntityScope;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of one table that a start looks at, each once for each attribute. Not thread safe. */
public final class LookedAtRows {

    private final List<StoredFindings> findings;
    private final EntityScope entity;
    private final StoredScopes scopes;
    private final Set<StoredSample.Row> looked = new HashSet<>();
    private final Map<Object, String> tenants = new LinkedHashMap<>();

    /**
     * No rows yet.
     *
     * @param findings of the attributes, in the order of the values of each row
     */
    LookedAtRows(List<StoredFindings> findings, EntityScope entity, StoredScopes scopes) {
        this.findings = findings;
        this.entity = entity;
        this.scopes = scopes;
    }

    /** Looks at rows for all attributes. */
    void add(Collection<StoredSample.Row> rows) {
        for (StoredSample.Row row : rows) {
            if (looked.add(row)) {
                for (int i = 0; i < findings.size(); i++) {
                    look(i, row, false);
                }
            }
        }
    }

    /** Looks at rows for the attribute whose blind index brought them up. */
    void addDeviating(int attribute, Collection<StoredSample.Row> rows) {
        for (StoredSample.Row row : rows) {
            if (!looked.contains(row)) {
                look(attribute, row, true);
            }
        }
    }

    /** Whose keys opened none of the rows so far. */
    List<Object> tenantsWithoutKeys() {
        return tenants.entrySet().stream()
                .filter(tenant -> scopes.isWithoutKeys(tenant.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void look(int attribute, StoredSample.Row row, boolean deviating) {
        String scope = scopes.of(entity, row, deviating);
        if (scope == null) {
            return;
        }
        if (row.tenant() != null) {
            tenants.put(row.tenant(), scope);
        }
        try {
            look(findings.get(attribute), scope, row.block(), row.value(attribute));
        } catch (KeyUnavailableException e) {
            if (!entity.isOfTenants()) {
                throw e;
            }
            scopes.unavailable(scope, e);
        }
    }

    private static void look(StoredFindings found, String scope, byte @Nullable [] block, byte @Nullable [] stored) {
        if (stored != null) {
            found.look(scope, block, stored);
        } else if (block != null) {
            found.lookAtRowKey(scope, block);
        }
    }
}
