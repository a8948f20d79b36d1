package io.rowseal.persistence;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.RowsealException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import java.util.List;
import java.util.function.BiFunction;

/** Adds table and column to failures of layers that do not know them, and keeps the class of the failure. */
public final class FailureAt {

    private static final List<Rebuild> CLASSES = List.of(
            new Rebuild(ConfigurationException.class, ConfigurationException::new),
            new Rebuild(TamperedException.class, TamperedException::new),
            new Rebuild(KeyRecordAlteredException.class, KeyRecordAlteredException::new),
            new Rebuild(WrongContextException.class, WrongContextException::new),
            new Rebuild(MalformedCiphertextException.class, MalformedCiphertextException::new),
            new Rebuild(PlaintextFoundException.class, PlaintextFoundException::new),
            new Rebuild(ValueEncodingException.class, (message, cause) -> new ValueEncodingException(message)),
            new Rebuild(UnknownKeyException.class, UnknownKeyException::new),
            new Rebuild(WrongKeyException.class, WrongKeyException::new),
            new Rebuild(KeyUnavailableException.class, KeyUnavailableException::new),
            new Rebuild(KeyAccessDeniedException.class, KeyAccessDeniedException::new),
            new Rebuild(KeyDestroyedException.class, KeyDestroyedException::new));

    private FailureAt() {}

    /**
     * Names table and column in a failure.
     *
     * @param table the table
     * @param column the column
     * @param failure what happened there
     * @return a failure of the same class whose message begins with the place and whose cause is the failure, to be thrown
     */
    public static RowsealException column(String table, String column, RowsealException failure) {
        String message = "table '" + table + "', column '" + column + "': " + failure.getMessage();
        for (Rebuild known : CLASSES) {
            if (known.type().isInstance(failure)) {
                return known.with().apply(message, failure);
            }
        }
        return new RowsealException(message, failure);
    }

    private record Rebuild(
            Class<? extends RowsealException> type, BiFunction<String, Throwable, RowsealException> with) {}
}
