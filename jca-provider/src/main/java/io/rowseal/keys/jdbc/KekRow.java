package io.rowseal.keys.jdbc;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.Printable;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.UnreadableRecord;
import io.rowseal.keys.spi.WrappedKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A KEK record as a table row and back. Whoever can write the table can put anything there, so reading trusts nothing. */
final class KekRow {

    private static final int SHOWN_BYTES = 16;

    private KekRow() {}

    /**
     * Reads the current row.
     *
     * @throws MalformedCiphertextException if it is not a KEK record
     */
    static KekRecord read(ResultSet row, KekTable table) throws SQLException {
        byte[] kekId = row.getBytes(1);
        String purpose = row.getString(2);
        String scope = row.getString(3);
        int sequence = row.getInt(4);
        long createdAt = row.getLong(5);
        String state = row.getString(6);
        byte[] recipients = row.getBytes(7);
        byte[] check = row.getBytes(8);
        if (kekId == null || purpose == null || scope == null || state == null || recipients == null || check == null) {
            throw malformed(kekId, table, null);
        }
        try {
            return new KekRecord(
                    KekId.of(kekId),
                    KekPurpose.of(purpose),
                    scope,
                    sequence,
                    createdAt,
                    state(state),
                    wrappedKeys(recipients),
                    check);
        } catch (IllegalArgumentException | MalformedCiphertextException e) {
            throw malformed(kekId, table, e);
        }
    }

    /**
     * Reads the current row, or reports it.
     *
     * @param records gets the record
     * @param unreadable gets what is no record
     */
    static void read(ResultSet row, KekTable table, List<KekRecord> records, Consumer<UnreadableRecord> unreadable)
            throws SQLException {
        KekRecord found;
        try {
            found = read(row, table);
        } catch (MalformedCiphertextException e) {
            byte[] kekId = row.getBytes(1);
            unreadable.accept(new UnreadableRecord(
                    kekId == null || kekId.length != KekId.BYTES ? null : KekId.of(kekId), row.getInt(4), e));
            return;
        }
        records.add(found);
    }

    /** Whether the current row is, or may have been, of a scope and purpose: what names no purpose may have been of any. */
    static boolean mayBeOf(ResultSet row, String scope, KekPurpose purpose) throws SQLException {
        String label = row.getString(2);
        String storedScope = row.getString(3);
        boolean otherPurpose = label != null
                && !label.equals(purpose.label())
                && Arrays.stream(KekPurpose.values())
                        .anyMatch(other -> other.label().equals(label));
        // The database may compare without regard to case or trailing blanks; scopes are compared exactly.
        return !otherPurpose && (storedScope == null || storedScope.equals(scope));
    }

    /** Reads a state; what is none lets nothing be encrypted. */
    static KekState stateOrRetired(@Nullable String text) {
        try {
            return text == null ? KekState.DECRYPT_ONLY : state(text);
        } catch (IllegalArgumentException e) {
            return KekState.DECRYPT_ONLY;
        }
    }

    /** Not valueOf, whose message has the text as it is. */
    private static KekState state(String text) {
        for (KekState state : KekState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("unknown KEK state '" + Printable.of(text) + "'");
    }

    /** Binds all columns in their order, from a parameter on. */
    static void bind(PreparedStatement statement, int first, KekRecord bound) throws SQLException {
        statement.setBytes(first, bound.kekId().toBytes());
        statement.setString(first + 1, bound.purpose().label());
        statement.setString(first + 2, bound.scope());
        statement.setInt(first + 3, bound.sequence());
        statement.setLong(first + 4, bound.createdAt());
        statement.setString(first + 5, bound.state().name());
        statement.setBytes(first + 6, recipients(bound));
        statement.setBytes(first + 7, bound.check());
    }

    static byte[] recipients(KekRecord source) {
        return Recipients.write(source.recipients().stream()
                .map(wrapped -> new Recipient(wrapped.storeId(), wrapped.keyRef(), wrapped.bytes()))
                .toList());
    }

    private static List<WrappedKey> wrappedKeys(byte[] recipients) {
        return Recipients.parse(recipients).stream()
                .map(recipient -> new WrappedKey(recipient.storeId(), recipient.keyRef(), recipient.wrapped()))
                .toList();
    }

    private static MalformedCiphertextException malformed(
            byte @Nullable [] kekId, KekTable table, @Nullable Throwable cause) {
        String shown = kekId == null ? "null" : HexFormat.of().formatHex(kekId, 0, Math.min(kekId.length, SHOWN_BYTES));
        return new MalformedCiphertextException(
                "the row of table " + table + " with kek_id " + shown
                        + " is not a KEK record: it was altered; restore it from the backup of the KEK store",
                cause);
    }
}
