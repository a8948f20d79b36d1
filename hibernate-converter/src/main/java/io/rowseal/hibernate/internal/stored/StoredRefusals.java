package io.rowseal.hibernate.internal.stored;

import io.rowseal.ConfigurationException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.mode.IndexCheck;
import io.rowseal.hibernate.internal.mode.IndexUse;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.IndexAgreement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Refuses a start by what the looked-at values showed: one message for all attributes, those with one cause together. */
public final class StoredRefusals {

    private static final Logger LOG = Logger.getLogger(StoredRefusals.class);

    private final KeyScopes keyScopes;
    private final Metadata metadata;
    private final StoredScopes scopes;
    private final Set<String> refusedTenants = new HashSet<>();
    private final Map<String, List<StoredFindings>> byCause = new LinkedHashMap<>();
    private @Nullable RowsealException firstFailure;

    StoredRefusals(KeyScopes keyScopes, Metadata metadata, StoredScopes scopes) {
        this.keyScopes = keyScopes;
        this.metadata = metadata;
        this.scopes = scopes;
    }

    /**
     * Refuses what is wrong.
     *
     * @throws ConfigurationException if a value cannot be read or found as its attribute is mapped
     */
    void refuse(List<StoredFindings> findings, IndexEnds ends) throws SQLException {
        if (findings.isEmpty()) {
            return;
        }
        StoredCause causes = new StoredCause(
                keyScopes.requireKeyRing(findings.get(0).attribute().name()), scopes);
        List<String> texts = new ArrayList<>();
        for (StoredScopes.KeyFailure each : scopes.withoutKeys()) {
            String cause = causes.ofTenant(each);
            if (cause != null) {
                texts.add(ofTenant(each, cause));
                refusedTenants.add(each.scope());
                firstFailure = firstFailure == null ? each.failure() : firstFailure;
            }
        }
        for (StoredFindings found : findings) {
            values(found, findings, causes);
            index(found, ends);
        }
        byCause.forEach((cause, found) -> texts.add(text(cause, found)));
        if (!texts.isEmpty()) {
            throw new ConfigurationException(String.join("\n", texts), firstFailure);
        }
    }

    private static String ofTenant(StoredScopes.KeyFailure failed, String cause) {
        StoredFindings found = failed.found();
        return (failed.values() == 1
                        ? "the only looked-at value"
                        : "none of the " + failed.values() + " looked-at values")
                + " of the tenant with scope '"
                + Printable.of(failed.scope())
                + (failed.values() == 1
                        ? "' cannot be read, that of attribute '"
                        : "' can be read, such as that of attribute '")
                + found.attribute().name() + "' in table '" + found.table().getName() + "': "
                + cause;
    }

    private void values(StoredFindings found, List<StoredFindings> all, StoredCause causes) {
        RowsealException failure = found.failure();
        if (failure != null && !isOfRefusedTenant(found)) {
            boolean othersOpen = all.stream()
                    .anyMatch(other -> other.anyOpened() && other.table().equals(found.table()));
            String scope = found.failedScope();
            if (scope != null && scopes.isOpened(scope) && causes.movedFrom(found) != null) {
                // Neither keys nor mapping are wrong, else the writer's keys would not open it.
                LOG.warnf(
                        "a stored value of attribute '%s' in table '%s' cannot be read, because another tenant wrote it: %s",
                        found.attribute().name(), found.table().getName(), failure.getMessage());
            } else {
                add("cannot be read: " + causes.of(found, failure, othersOpen), found, failure);
            }
        }
        RowsealException amongOthers = found.failureAmongOthers();
        if (amongOthers != null) {
            LOG.warnf(
                    "a stored value of attribute '%s' in table '%s' cannot be read, though others can: %s",
                    found.attribute().name(), found.table().getName(), amongOthers.getMessage());
        }
        RowsealException decoding = found.decodingFailure();
        if (decoding != null) {
            String what = found.undecodable() + " of " + found.opened() + " looked-at values are none of its type: "
                    + decoding.getMessage();
            if (isHistory(found.attribute())) {
                // What an audit table holds stays as it was, whatever becomes of the class.
                LOG.warnf("attribute '%s': %s", found.attribute().name(), what);
            } else {
                add("cannot be read: " + what, found, decoding);
            }
        }
    }

    /** Its tenant is named already. */
    private boolean isOfRefusedTenant(StoredFindings found) {
        return found.attribute().isOfTenants() && refusedTenants.contains(found.failedScope());
    }

    private void index(StoredFindings found, IndexEnds ends) throws SQLException {
        RowsealException failure = found.indexFailure();
        if (failure != null) {
            disagreement("cannot be searched: " + failure.getMessage(), found, failure);
            return;
        }
        if (found.disagreements().isEmpty()) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        found.disagreements()
                .forEach((agreement, count) -> reasons.add(count + " of " + found.opened()
                        + " looked-at values cannot be found, because " + IndexUse.reason(agreement)));
        String scope = scopes.any(found.attribute().ciphers().scope());
        int others = scope == null ? 0 : ends.others(found.table(), found.attribute(), scope);
        if (others > 0) {
            reasons.add("in the whole table " + (others >= IndexEnds.MOST ? "at least " : "") + others
                    + (others == 1 ? " value has" : " values have") + " no index of the epoch that searches compute");
        }
        disagreement(
                "cannot be searched: " + String.join("; ", reasons) + ". " + wayOut(found)
                        + " (docs/migration.md#rebuild-a-blind-index)",
                found,
                null);
    }

    private static String wayOut(StoredFindings found) {
        boolean changed = found.disagreements().keySet().stream().anyMatch(each -> each != IndexAgreement.MISSING);
        return (changed ? "Give @BlindIndex its former epoch and domain" : "Remove @BlindIndex")
                + ", or write the rows again with the setting '" + RowsealSettings.INDEX_CHECK + "' at warn";
    }

    private void disagreement(String cause, StoredFindings found, @Nullable RowsealException failure) {
        if (keyScopes.options().indexCheck() == IndexCheck.WARN) {
            LOG.warn(text(cause, List.of(found)));
        } else {
            add(cause, found, failure);
        }
    }

    private void add(String cause, StoredFindings found, @Nullable RowsealException failure) {
        byCause.computeIfAbsent(cause, absent -> new ArrayList<>()).add(found);
        firstFailure = firstFailure == null ? failure : firstFailure;
    }

    private static String text(String cause, List<StoredFindings> found) {
        return (found.size() == 1 ? "the stored values of attribute " : "the stored values of attributes ")
                + found.stream()
                        .map(each -> "'" + each.attribute().name() + "' in table '"
                                + each.table().getName() + "'")
                        .collect(Collectors.joining(", "))
                + " " + cause;
    }

    private boolean isHistory(EncryptedAttribute attribute) {
        PersistentClass entity = metadata.getEntityBinding(attribute.entityName());
        return entity != null && entity.getClassName() == null;
    }
}
