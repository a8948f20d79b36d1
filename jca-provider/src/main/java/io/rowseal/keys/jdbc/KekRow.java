package io.rowseal.keys.jdbc;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.Printable;
import io.rowseal.format.Recipients;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.keys.KekPurpose;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KekState;
import io.rowseal.keys.WrappedKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A KEK record as a table row and back. Whoever can write the table can put anything there, so reading trusts nothing. */
final class KekRow {

    private static final int SHOWN_BYTES = 16;

    private KekRow() {}

    /**
     * Reads the current row.
     *
     * @throws MalformedCiphertextException if it is no KEK record
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
                        + " is no KEK record: it was altered; restore it from the backup of the KEK store",
                cause);
    }
}
