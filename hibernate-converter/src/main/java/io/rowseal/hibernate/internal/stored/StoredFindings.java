package io.rowseal.hibernate.internal.stored;

import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.hibernate.internal.type.CellCipher;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.persistence.ValueEncodingException;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.IndexAgreement;
import io.rowseal.row.IndexedValue;
import io.rowseal.row.RowKeyBlock;
import java.util.EnumMap;
import java.util.Map;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the looked-at values of one attribute in one table showed. Not thread safe. */
public final class StoredFindings {

    private static final Logger LOG = Logger.getLogger(StoredFindings.class);

    private final Table table;
    private final EncryptedAttribute attribute;
    private final StoredScopes scopes;
    private final Map<IndexAgreement, Integer> agreements = new EnumMap<>(IndexAgreement.class);
    private int opened;
    private int undecodable;
    private @Nullable RowsealException failure;
    private byte @Nullable [] failed;
    private @Nullable String failedScope;
    private @Nullable RowsealException decodingFailure;
    private @Nullable RowsealException indexFailure;
    private boolean rowKeyOpened;
    private @Nullable RowsealException rowKeyFailure;

    StoredFindings(Table table, EncryptedAttribute attribute, StoredScopes scopes) {
        this.table = table;
        this.attribute = attribute;
        this.scopes = scopes;
    }

    /**
     * Opens and decodes a value, and compares its index.
     *
     * @param scope that of the row
     * @throws KeyUnavailableException if a store is out of reach, which may be slow to find out and is so for the others too
     */
    void look(String scope, byte @Nullable [] block, byte[] stored) {
        byte[] read = RowKeyBlock.join(attribute.rowKeyed() ? block : null, stored);
        try {
            if (attribute.mode().isStrict()
                    || attribute.ciphers().plaintext(read).isEmpty()) {
                look(attribute.ciphers().ofScope(scope), read);
                scopes.opened(scope);
            } else {
                opened++;
            }
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (KeyAccessDeniedException | KeyDestroyedException e) {
            LOG.warnf("a stored value of attribute '%s' was not opened at start: %s", attribute.name(), e.getMessage());
        } catch (RowsealException e) {
            ofTenant(scope, e);
            if (failure == null) {
                failure = e;
                failed = read;
                failedScope = scope;
            }
        }
    }

    /**
     * Looks at the row key of a row whose value is null: what is written there later needs it.
     *
     * @param scope that of the row
     * @throws KeyUnavailableException if a store is out of reach
     */
    void lookAtRowKey(String scope, byte[] block) {
        if (!attribute.rowKeyed() || ((rowKeyOpened || opened > 0) && scopes.isOpened(scope))) {
            return;
        }
        try {
            attribute.ciphers().ofScope(scope).requireRowKey(block);
            rowKeyOpened = true;
            scopes.opened(scope);
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (KeyAccessDeniedException | KeyDestroyedException e) {
            LOG.warnf("a row key of table '%s' was not opened at start: %s", table.getName(), e.getMessage());
        } catch (RowsealException e) {
            ofTenant(scope, e);
            rowKeyFailure = rowKeyFailure == null ? e : rowKeyFailure;
            failedScope = failedScope == null ? scope : failedScope;
        }
    }

    private void ofTenant(String scope, RowsealException cause) {
        if (attribute.isOfTenants()) {
            scopes.failed(scope, this, cause);
        }
    }

    private void look(CellCipher cipher, byte[] read) {
        IndexedValue value = cipher.openIndexed(read);
        opened++;
        try {
            attribute.codec().decode(value.plaintext());
        } catch (ValueEncodingException e) {
            undecodable++;
            decodingFailure = decodingFailure == null ? e : decodingFailure;
        }
        BlindIndex index = cipher.index();
        if (index != null) {
            compare(index, value);
        }
    }

    private void compare(BlindIndex index, IndexedValue value) {
        try {
            agreements.merge(index.agreement(value), 1, Integer::sum);
        } catch (KeyUnavailableException e) {
            throw e;
        } catch (KeyAccessDeniedException e) {
            LOG.warnf("indexes of attribute '%s' were not compared at start: %s", attribute.name(), e.getMessage());
        } catch (RowsealException e) {
            indexFailure = indexFailure == null ? e : indexFailure;
        }
    }

    Table table() {
        return table;
    }

    EncryptedAttribute attribute() {
        return attribute;
    }

    /** The scope of the first that did not open, null if none failed. */
    @Nullable
    String failedScope() {
        return failedScope;
    }

    boolean anyOpened() {
        return opened > 0;
    }

    int opened() {
        return opened;
    }

    /** Why none opened; null if one did. One row that was damaged among others is not the mapping's fault. */
    @Nullable
    RowsealException failure() {
        if (opened > 0) {
            return null;
        }
        return failure == null && !rowKeyOpened ? rowKeyFailure : failure;
    }

    /** Why another value did not open although one did. */
    @Nullable
    RowsealException failureAmongOthers() {
        return opened > 0 ? failure : null;
    }

    /** The first value that did not open, as the reading grammar takes it; null if only a row key did not. */
    byte @Nullable [] failed() {
        return failed;
    }

    /** Why an authentic value is none of the attribute's type; null if all are. */
    @Nullable
    RowsealException decodingFailure() {
        return decodingFailure;
    }

    int undecodable() {
        return undecodable;
    }

    @Nullable
    RowsealException indexFailure() {
        return indexFailure;
    }

    /** How many values have an index that searches do not compute, by the reason. */
    Map<IndexAgreement, Integer> disagreements() {
        Map<IndexAgreement, Integer> found = new EnumMap<>(IndexAgreement.class);
        found.putAll(agreements);
        found.remove(IndexAgreement.SAME);
        return found;
    }
}
