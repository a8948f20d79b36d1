package io.rowseal.hibernate.internal.stored;

import io.rowseal.KeyRecordAlteredException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.Printable;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.type.CellCipher;
import io.rowseal.hibernate.internal.type.CellCiphers;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.StoredPlace;
import io.rowseal.keys.KekInspection;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.ValueCodecs;
import io.rowseal.row.RowKeyBlock;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why no looked-at value of an attribute opens, and what to do next: the likely cause, as the evidence has it. No text suggests to go
 * on without the check unless the keys and the mapping are proven right, because what is written with others is lost later.
 */
public final class StoredCause {

    private static final int ANY_STEP = 16;

    /** The same for all attributes, so that they are named together. */
    private static final String REJECTED = "their rows have no row key, and the setting '"
            + RowsealSettings.SEALED_VALUES
            + "' rejects the sealed values in them. Set it to allow, call io.rowseal.hibernate.RowKeys.giveAll for the"
            + " entities (docs/migration.md#rows-without-a-row-key), and reject sealed values again";

    private static final String MOVED = "moved them here from another tenant, or the setting '"
            + RowsealSettings.TENANT_SCOPES
            + "' gives the tenant another scope than before. Move the rows back, or give the tenant its former scope";

    private final KeyRing ring;
    private final StoredScopes scopes;

    /**
     * Judges the findings of one start.
     *
     * @param scopes tell in which scopes a value of any attribute opened, so that scope and keys are right
     */
    StoredCause(KeyRing ring, StoredScopes scopes) {
        this.ring = ring;
        this.scopes = scopes;
    }

    /**
     * Why the keys of a tenant open none of its values, and what to do next.
     *
     * @return null if the cause need not be the tenant's, because no tenant's values of the attribute open
     */
    @Nullable
    String ofTenant(StoredScopes.KeyFailure failed) {
        String ofKeys = keys(failed.failure(), failed.scope(), RowsealSettings.TENANT_SCOPES);
        if (ofKeys != null) {
            return ofKeys;
        }
        if (failed.failure() instanceof KeyRecordAlteredException
                || !(failed.failure() instanceof WrongContextException)) {
            return String.valueOf(failed.failure().getMessage());
        }
        if (!failed.found().anyOpened()) {
            return null;
        }
        return "they were written in another scope, so another program " + MOVED;
    }

    /** The other tenant that wrote a value which does not open, null if none of the looked-at ones did. */
    @Nullable
    String movedFrom(StoredFindings found) {
        byte[] failed = found.failed();
        if (failed == null || !found.attribute().isOfTenants()) {
            return null;
        }
        CellCiphers ciphers = found.attribute().ciphers();
        return scopes.opened().stream()
                .filter(scope -> !scope.equals(found.failedScope()))
                .filter(scope ->
                        ciphers.ofScope(scope).opensAs(ciphers.ofScope(scope).place(), failed))
                .findFirst()
                .orElse(null);
    }

    /**
     * The cause of a failure.
     *
     * @param found none of its values opened
     * @param othersOpen whether values of another attribute in the same table opened
     * @return cause and next step, behind "cannot be read: "
     */
    String of(StoredFindings found, RowsealException failure, boolean othersOpen) {
        EncryptedAttribute attribute = found.attribute();
        byte[] failed = found.failed();
        if (failure instanceof PlaintextFoundException || (!attribute.text() && isPlainText(failed))) {
            return plainText(attribute);
        }
        if (failure instanceof MalformedCiphertextException) {
            return "what it holds is not ciphertext, so the rows were damaged, or another program wrote them ("
                    + failure.getMessage()
                    + "). Restore them from a backup; if only those rows are damaged, start with '"
                    + RowsealSettings.DATA_CHECK + "' set to skip and mend them";
        }
        String scope = Objects.requireNonNull(found.failedScope());
        String ofKeys = scopes.isOpened(scope) ? null : keys(failure, scope, RowsealSettings.SCOPE);
        if (ofKeys != null) {
            return ofKeys;
        }
        if (failure instanceof UnknownKeyException || failure instanceof KeyRecordAlteredException) {
            return String.valueOf(failure.getMessage());
        }
        if (failed == null) {
            return renamed(attribute, othersOpen);
        }
        CellCipher cipher = attribute.ciphers().ofScope(scope);
        if (cipher.opensAs(cipher.place(), failed)) {
            return REJECTED;
        }
        String from = movedFrom(found);
        if (from != null) {
            return "the tenant with scope '" + Printable.of(from) + "' wrote them, so another program " + MOVED;
        }
        String ofMapping = mapping(attribute, cipher, failed);
        return ofMapping == null ? renamed(attribute, othersOpen) : ofMapping;
    }

    private static String plainText(EncryptedAttribute attribute) {
        String way = attribute.text()
                ? "give the attribute a mode that reads plaintext until all rows are encrypted (docs/migration.md)"
                : "encrypt them by a second attribute (docs/migration.md#encrypt-other-types)";
        return "column '" + attribute.columnName()
                + "' holds plaintext, which something else than the application wrote, such as data.sql,"
                + " Liquibase's loadData, a Flyway script, or a"
                + " version from before encryption. If a script inserted the rows, take them out of it, delete them and let the"
                + " application insert them; if they are older than the encryption, " + way;
    }

    /** Null if the keys are those of this data. */
    private @Nullable String keys(RowsealException failure, String scope, String setting) {
        KekInspection keks = ring.inspect(scope);
        String ofScope = "scope '" + Printable.of(scope) + "'";
        if (keks.stored() == 0) {
            return failure instanceof UnknownKeyException
                    ? "the KEK table holds no key of " + ofScope
                            + ", so it was emptied, or the data was restored without it."
                            + " Restore the KEK table that belongs to this data before anything is written"
                    : "the data was written in another scope than " + ofScope
                            + ", which has no keys. Correct the setting '" + setting + "'";
        }
        if (keks.usable() == 0) {
            return "the master keys open none of the " + keks.stored() + " key records of " + ofScope
                    + ", so the key file, or the master-key store, is that of another system. Configure the master keys that"
                    + " belong to this KEK table";
        }
        return failure instanceof UnknownKeyException
                ? "the KEK table holds keys of " + ofScope
                        + ", but not those of this data, so it is that of another system, or"
                        + " of another backup than the data. Restore the KEK table that belongs to this data before anything is"
                        + " written"
                : null;
    }

    /** Null unless the values open as if they were stored by another mapping. */
    private static @Nullable String mapping(EncryptedAttribute attribute, CellCipher cipher, byte[] stored) {
        StoredPlace place = cipher.place();
        for (StoredPlace padded : new StoredPlace[] {place, place.withPadTo(place.padTo() == 0 ? ANY_STEP : 0)}) {
            for (Map.Entry<String, String> each : ValueCodecs.encodingIds().entrySet()) {
                StoredPlace other = padded.withEncoding(each.getKey());
                if (!other.equals(place) && cipher.opensAs(other, stored)) {
                    return difference(attribute, place, other, each.getValue());
                }
            }
        }
        return null;
    }

    private static String difference(
            EncryptedAttribute attribute, StoredPlace mapped, StoredPlace stored, String storedTypes) {
        StringBuilder text = new StringBuilder();
        if (!mapped.encoding().equals(stored.encoding())) {
            text.append("they are stored as ")
                    .append(stored.encoding())
                    .append(" (")
                    .append(storedTypes)
                    .append("), but mapped as ")
                    .append(mapped.encoding())
                    .append(" (")
                    .append(attribute.domainType().getSimpleName())
                    .append("). Give the attribute its former type, or move the values to a second attribute")
                    .append(" (docs/migration.md#change-the-type-of-an-attribute)");
        }
        if (mapped.padTo() == 0 != (stored.padTo() == 0)) {
            text.append(text.isEmpty() ? "" : ". ")
                    .append(mapped.padTo() == 0 ? "padTo was removed: give it back" : "padTo was added: remove it")
                    .append(", or move the values to a second attribute");
        }
        return text.toString();
    }

    private static String renamed(EncryptedAttribute attribute, boolean othersOpen) {
        return othersOpen
                ? "its column '" + attribute.columnName()
                        + "' was renamed, or the values were moved here from another column. Give the former name in"
                        + " @Encrypted(column = ...)"
                : "table '" + attribute.tableName() + "' or column '" + attribute.columnName()
                        + "' was renamed, give the former name in @Encrypted(table = ..., column = ...). If it was not, the rows"
                        + " were moved here" + (attribute.isOfTenants() ? " from another tenant or table," : "")
                        + " or altered: restore them from a backup";
    }

    /** Bytes that are text of some program: of a seed file, say. No value of ours begins with a byte of UTF-8. */
    private static boolean isPlainText(byte @Nullable [] read) {
        if (read == null) {
            return false;
        }
        byte[] bare = RowKeyBlock.column(read);
        try {
            return bare.length > 0
                    && StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bare))
                            .chars()
                            .noneMatch(character -> character < ' ' && !Character.isWhitespace(character));
        } catch (CharacterCodingException e) {
            // Not text.
            return false;
        }
    }
}
