package io.rowseal.keys;

/**
 * What a key ring has done since it was built.
 *
 * @param masterKeyWraps calls of master-key stores that wrapped a KEK
 * @param masterKeyUnwraps calls of master-key stores that unwrapped a KEK
 * @param dataKeysWrapped data keys wrapped by a KEK, in this process
 * @param dataKeysUnwrapped data keys unwrapped by a KEK, in this process
 */
public record KeyRingStatistics(
        long masterKeyWraps, long masterKeyUnwraps, long dataKeysWrapped, long dataKeysUnwrapped) {

    /**
     * All calls of master-key stores.
     *
     * @return wraps and unwraps of KEKs
     */
    public long masterKeyStoreCalls() {
        return masterKeyWraps + masterKeyUnwraps;
    }
}
