package io.rowseal.hibernate.internal.stored;

import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.hibernate.internal.scope.EntityScope;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.scope.SessionTenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of looked-at rows: that of the setting, and those of a few tenants, because each costs calls of the master-key store.
 * Not thread safe.
 */
public final class StoredScopes {

    /** Of one start. */
    static final int MOST_TENANTS = 10;

    /** More for rows in which the database's index shows another blind index. */
    private static final int MOST_DEVIATING = 5;

    /** So many stores that are out of reach are waited for. */
    private static final int MOST_UNAVAILABLE = 2;

    private static final Logger LOG = Logger.getLogger(StoredScopes.class);

    private final KeyScopes keyScopes;
    private final Map<Object, @Nullable String> tenants = new HashMap<>();
    private final Set<String> opened = new HashSet<>();
    private final Set<String> unavailable = new HashSet<>();
    private final Map<String, KeyFailure> failed = new LinkedHashMap<>();

    /**
     * The values of a tenant that did not open for want of its keys.
     *
     * @param scope that of the tenant
     * @param found the attribute of the first of them
     * @param failure why the first did not
     * @param values how many
     */
    record KeyFailure(String scope, StoredFindings found, RowsealException failure, int values) {

        private KeyFailure andAnother() {
            return new KeyFailure(scope, found, failure, values + 1);
        }
    }

    StoredScopes(KeyScopes keyScopes) {
        this.keyScopes = keyScopes;
    }

    /** The scope of a row; null if it is not to be looked at. */
    @Nullable
    String of(EntityScope entity, StoredSample.Row row, boolean deviating) {
        if (!entity.isOfTenants()) {
            return keyScopes.scope();
        }
        Object tenant = row.tenant();
        if (tenant == null) {
            return null;
        }
        if (!tenants.containsKey(tenant)) {
            if (tenants.size() >= MOST_TENANTS + (deviating ? MOST_DEVIATING : 0)) {
                return null;
            }
            tenants.put(tenant, scope(entity, tenant));
        }
        String scope = tenants.get(tenant);
        return scope == null || isOutOfReach(scope) ? null : scope;
    }

    private boolean isOutOfReach(String scope) {
        return unavailable.contains(scope) || (unavailable.size() == MOST_UNAVAILABLE && !opened.contains(scope));
    }

    /** The application's object need not know a tenant of former days, and none of that may keep the others from starting. */
    private @Nullable String scope(EntityScope entity, Object tenant) {
        try {
            String scope = entity.of(new SessionTenant(tenant));
            keyScopes.keys(scope);
            return scope;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "stored values of a tenant of '%s' were not looked at, because it has no scope: %s",
                    entity.rootEntity(), e.getMessage());
            return null;
        }
    }

    /** One whose keys can be asked for what is the same for all tenants; null if no row was looked at. */
    @Nullable
    String any(EntityScope entity) {
        return entity.isOfTenants()
                ? tenants.values().stream().filter(Objects::nonNull).findFirst().orElse(null)
                : keyScopes.scope();
    }

    /** Of the looked-at tenants whose keys opened a value. */
    Set<String> opened() {
        return Set.copyOf(opened);
    }

    void opened(String scope) {
        opened.add(scope);
    }

    /** Whether any value of a scope opened, so that its keys are right. */
    boolean isOpened(String scope) {
        return opened.contains(scope);
    }

    /** Remembers why a value of a tenant did not open, if it may be for want of its keys. */
    void failed(String scope, StoredFindings found, RowsealException failure) {
        if (!(failure instanceof MalformedCiphertextException
                || failure instanceof PlaintextFoundException
                || failure instanceof TamperedException)) {
            KeyFailure present = failed.get(scope);
            failed.put(scope, present == null ? new KeyFailure(scope, found, failure, 1) : present.andAnother());
        }
    }

    /** Whether the keys of a tenant opened none of its values so far. */
    boolean isWithoutKeys(String scope) {
        return failed.containsKey(scope) && !opened.contains(scope);
    }

    /** Of tenants none of whose values opened. */
    List<KeyFailure> withoutKeys() {
        List<KeyFailure> found = new ArrayList<>(failed.values());
        found.removeIf(each -> opened.contains(each.scope()));
        return found;
    }

    /** A tenant's store may be its own, so it keeps only its own rows from being looked at. */
    void unavailable(String scope, KeyUnavailableException cause) {
        if (unavailable.add(scope)) {
            LOG.warnf(
                    "stored values of scope '%s' were not looked at: %s%s",
                    Printable.of(scope),
                    cause.getMessage(),
                    unavailable.size() == MOST_UNAVAILABLE ? "; nor are those of further tenants" : "");
        }
    }
}
