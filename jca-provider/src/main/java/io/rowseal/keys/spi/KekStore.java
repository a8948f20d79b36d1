package io.rowseal.keys.spi;

import io.rowseal.KekId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds wrapped KEK records. It contains no secret, but anyone who can delete records can make data unreadable: back it up.
 *
 * <p>It must never take a connection from a pool from which its caller holds one: an application with a pool of size 1 would
 * wait for itself. Implementations are thread safe.
 */
public interface KekStore extends AutoCloseable {

    /**
     * All records of a scope and purpose.
     *
     * @param scope compared bytewise
     * @param purpose the purpose
     * @return the records in order of their sequence
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    List<KekRecord> list(String scope, KekPurpose purpose);

    /**
     * One record.
     *
     * @param kekId its identity
     * @return the record, whatever its scope, purpose and state
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    Optional<KekRecord> find(KekId kekId);

    /**
     * All records, for jobs.
     *
     * @return the records in order of scope, purpose and sequence
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    List<KekRecord> all();

    /**
     * All records of a scope and purpose, without entries that are not records. A store to which others may write reports such
     * entries instead of failing; the default implementation fails as {@link #list(String, KekPurpose)} does.
     *
     * @param scope compared bytewise
     * @param purpose the purpose
     * @param unreadable receives the skipped entries that claim this scope and no other purpose
     * @return the records in order of their sequence
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    default List<KekRecord> list(String scope, KekPurpose purpose, Consumer<UnreadableRecord> unreadable) {
        return list(scope, purpose);
    }

    /**
     * All records without entries that are not records, for jobs.
     *
     * @param unreadable receives the skipped entries; by default a store fails instead
     * @return the records in order of scope, purpose and sequence
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    default List<KekRecord> all(Consumer<UnreadableRecord> unreadable) {
        return all();
    }

    /**
     * The present states of some records. Key rings ask for it once per {@link io.rowseal.keys.KeyRingPolicy#stateInterval()},
     * for the keys they use. Implement it as one select if the store can.
     *
     * @param kekIds the records asked for
     * @return their states; a record that does not exist any more is missing
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    default Map<KekId, KekState> states(Set<KekId> kekIds) {
        Map<KekId, KekState> states = new HashMap<>();
        for (KekId kekId : kekIds) {
            find(kekId).ifPresent(found -> states.put(kekId, found.state()));
        }
        return states;
    }

    /**
     * Adds a record, durably: when this returns true the record survives a crash, whatever transaction the caller is in.
     *
     * @param record a new record
     * @return false if its kekId, or its scope, purpose and sequence, are taken: another process was first
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    boolean insert(KekRecord record);

    /**
     * Replaces a record durably if it is still as expected (compare and set).
     *
     * @param expected the record as it was read
     * @param updated the same kekId with another state or other recipients
     * @return false if the stored record is not as expected any more
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    boolean replace(KekRecord expected, KekRecord updated);

    /**
     * Whether the store holds any record, readable or not.
     *
     * @return false for a new installation
     * @throws io.rowseal.KeyUnavailableException if the store cannot be reached
     */
    default boolean hasRecords() {
        boolean[] unreadable = new boolean[1];
        return !all(found -> unreadable[0] = true).isEmpty() || unreadable[0];
    }

    @Override
    default void close() {}
}
