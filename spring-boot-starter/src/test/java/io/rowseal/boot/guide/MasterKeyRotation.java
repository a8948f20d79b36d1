package io.rowseal.boot.guide;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;

class MasterKeyRotation {

    // snippet
    void rotate(Pkcs12MasterKeyStore masterKeys, KeyRing keyRing) {
        masterKeys.rotate();
        keyRing.rewrapKeks();
    }
    // end of snippet
}
