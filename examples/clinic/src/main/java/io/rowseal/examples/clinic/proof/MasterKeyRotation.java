package io.rowseal.examples.clinic.proof;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import java.util.Arrays;
import java.util.List;

/** Gives the master-key file a new master key and wraps the KEKs by it. Not one byte of the patients changes. */
public final class MasterKeyRotation {

    private final Pkcs12MasterKeyStore masterKeys;
    private final KeyRing keyRing;
    private final StoredPatients stored;

    /**
     * Creates the proof.
     *
     * @param masterKeys the master-key file
     * @param keyRing the key ring that uses it
     * @param stored what the database holds
     */
    public MasterKeyRotation(Pkcs12MasterKeyStore masterKeys, KeyRing keyRing, StoredPatients stored) {
        this.masterKeys = masterKeys;
        this.keyRing = keyRing;
        this.stored = stored;
    }

    /**
     * Rotates.
     *
     * @return PASS if there is a new active master key, KEKs were wrapped by it, and the table is unchanged. That everything
     *     still reads is another proof
     */
    public Verdict run() {
        byte[] before = stored.fingerprint();
        String oldKey = masterKeys.activeKeyRef();
        masterKeys.rotate();
        int wrapped = keyRing.rewrapKeks();
        String newKey = masterKeys.activeKeyRef();
        boolean unchanged = Arrays.equals(before, stored.fingerprint());
        return new Verdict(
                !oldKey.equals(newKey) && wrapped > 0 && unchanged,
                "the master key was rotated without touching a row",
                List.of(
                        "active master key: " + oldKey + " before, " + newKey + " now",
                        wrapped + " keys rewrapped",
                        "SHA-256 over the table: " + (unchanged ? "the same as before" : "not the same")));
    }
}
