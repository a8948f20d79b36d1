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
        if (cause instanceof KeyRingStartException told) {
            return new FailureAnalysis(told.getMessage(), told.action(), told);
        }
        if (cause instanceof ConfigurationException) {
            return new FailureAnalysis(
                    cause.getMessage(),
                    "Correct what the description names. Where it gives statements, add them to your migrations, or for"
                            + " development let Hibernate create its tables: spring.jpa.hibernate.ddl-auto=update. All"
                            + " other settings begin with 'rowseal.'.",
                    cause);
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
}
