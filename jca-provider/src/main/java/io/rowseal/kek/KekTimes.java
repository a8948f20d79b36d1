package io.rowseal.kek;

import java.time.Duration;

/**
 * How long KEKs live, are kept and are believed: what a ring makes of its policy. Immutable.
 *
 * @param kekPeriod age at which a KEK is succeeded
 * @param kekLife age at which a KEK encrypts no more, whatever happens
 * @param cacheAge age at which an unwrapped KEK is unwrapped again
 * @param refusalAge how long a refusal is remembered
 * @param destroyAfter how long after its successor was created a KEK may be destroyed
 * @param stateInterval how often the states of records are read
 * @param cacheEntries most unwrapped KEKs in memory
 */
public record KekTimes(
        Duration kekPeriod,
        Duration kekLife,
        Duration cacheAge,
        Duration refusalAge,
        Duration destroyAfter,
        Duration stateInterval,
        int cacheEntries) {

    long kekPeriodMillis() {
        return Times.millis(kekPeriod);
    }

    long kekLifeMillis() {
        return Times.millis(kekLife);
    }
}
