package io.rowseal.hibernate;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;

/** Key rings in memory, each with a master key of its own. */
final class TestKeyRing {

    private TestKeyRing() {}

    static KeyRing create() {
        return KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build();
    }
}
