package io.rowseal.keys;

import io.rowseal.keys.spi.KekRecord;

/**
 * Counts what still depends on a KEK. The key ring does not know where the data is, so the caller who destroys a KEK counts.
 * Bytes 3 to 10 of each header name the KEK. Count in every column, collection table, audit table, file and archive that holds
 * data of the scope.
 */
@FunctionalInterface
public interface KekUsage {

    /**
     * Counts the stored headers that name a KEK.
     *
     * @param kek the record about to be destroyed
     * @return how many there are, 0 if nothing depends on it any more
     */
    long count(KekRecord kek);
}
