package io.rowseal.keys;

import io.rowseal.keys.spi.KekRecord;

/**
 * Counts what still depends on a KEK. The key ring does not know where the data is, so whoever destroys a KEK counts: in every
 * column, collection table, audit table, file and archive that the scope's data is in, bytes 3 to 10 of each header name the KEK.
 */
@FunctionalInterface
public interface KekUsage {

    /**
     * Counts the stored headers that name a KEK.
     *
     * @param kek the record about to be destroyed
     * @return how many there are, 0 if none depends on it any more
     */
    long count(KekRecord kek);
}
