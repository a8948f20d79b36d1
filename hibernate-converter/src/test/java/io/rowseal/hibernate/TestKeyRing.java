package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekStore;

/** Key rings in memory, each with a master key of its own. */
final class TestKeyRing {

    private TestKeyRing() {}

    static KeyRing create() {
        return create(records());
    }

    /** With a KEK store that the test looks into. */
    static KeyRing create(KekStore records) {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(records)
                .build();
    }

    static KekStore records() {
        return new InMemoryKekStore();
    }
}
