package io.rowseal.boot;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set when a key ring, or an encrypted mapping, stops the start. */
final class KeyRingFailureAnalyzer extends AbstractFailureAnalyzer<RowsealException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RowsealException cause) {
        KeyRingStartException told = findCause(cause, KeyRingStartException.class);
        if (told != null) {
            return new FailureAnalysis(cause.getMessage(), told.action(), cause);
        }
        if (cause instanceof ConfigurationException) {
            String description = String.valueOf(cause.getMessage());
            return new FailureAnalysis(description, action(description), cause);
        }
        if (cause instanceof KeyUnavailableException) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Make the key store reachable and start again. Its settings begin with 'rowseal.kek-store.' and"
                            + " 'rowseal.master-key-store.'.",
                    cause);
        }
        if (cause instanceof UnsupportedEncryptedQueryException) {
            return new FailureAnalysis(
                    cause.getMessage(), "Change the query or the mapping as the description says.", cause);
        }
        return null;
    }

    /** The description says what to do; this says only where. */
    private static String action(String description) {
        return description.contains("apply the statements")
                ? "Add the statements to your migrations (Flyway, Liquibase, schema.sql), and start again."
                : "Do what the description says, and start again.";
    }
}
