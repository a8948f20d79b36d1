package io.rowseal.kek;

/** Holds keys opened by a key ring, and wipes them when the ring is closed. */
@FunctionalInterface
public interface KeyHolder extends AutoCloseable {

    /** Wipes the keys. May be called more than once. */
    @Override
    void close();
}
