package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.jdbc.KekStoreContract;
import io.rowseal.keys.spi.KekStore;
import org.junit.jupiter.api.Test;

class InMemoryKekStoreTest extends KekStoreContract {

    private final InMemoryKekStore store = new InMemoryKekStore();

    @Override
    protected KekStore store() {
        return store;
    }

    @Override
    protected KekStore sameRecords() {
        return store;
    }

    @Test
    void recordsOutliveAKeyRing() {
        store.insert(kekRecord(1, "default", 1));
        store.close();
        assertThat(store.hasRecords()).isTrue();
    }
}
