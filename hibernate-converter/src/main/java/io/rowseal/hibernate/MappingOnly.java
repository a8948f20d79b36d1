package io.rowseal.hibernate;

import io.rowseal.KekId;
import io.rowseal.keys.KekPurpose;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KekStore;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.util.List;
import java.util.Optional;
import org.hibernate.dialect.Dialect;

/**
 * A mapping that is built ahead of time, by Spring's processing during a build, when there are neither keys nor a database. Its
 * SessionFactory tells its mapping and checks queries; what would read or write a value is refused.
 */
final class MappingOnly {

    /** Set by Spring while it processes an application ahead of time. */
    private static final String SPRING_PROCESSING = "spring.aot.processing";

    /** What Spring Data has for a dialect then, unless the application names one. */
    private static final String SPRING_DIALECT = "org.springframework.data.jpa.repository.aot.";

    private MappingOnly() {}

    static boolean isProcessing() {
        return Boolean.getBoolean(SPRING_PROCESSING);
    }

    /** Whether a dialect stands for whatever the application will have. */
    static boolean isPlaceholder(Dialect dialect) {
        return dialect.getClass().getName().startsWith(SPRING_DIALECT);
    }

    /** A key ring that never makes a key. */
    static KeyRing keyRing() {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new NoKeys())
                .build();
    }

    private static final class NoKeys implements KekStore {

        private static IllegalStateException refusal() {
            return new IllegalStateException("no value can be read or written while the application is processed ahead of"
                    + " time, because there are no keys: do it when the application runs");
        }

        @Override
        public List<KekRecord> list(String scope, KekPurpose purpose) {
            throw refusal();
        }

        @Override
        public Optional<KekRecord> find(KekId kekId) {
            throw refusal();
        }

        @Override
        public List<KekRecord> all() {
            throw refusal();
        }

        @Override
        public boolean hasRecords() {
            return false;
        }

        @Override
        public boolean insert(KekRecord created) {
            throw refusal();
        }

        @Override
        public boolean replace(KekRecord expected, KekRecord replacement) {
            throw refusal();
        }
    }
}
