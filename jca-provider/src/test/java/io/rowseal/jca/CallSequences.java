package io.rowseal.jca;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;

/** Runs sequences of calls over one set of keys and messages, and counts what happened. Not thread safe. */
public final class CallSequences implements AutoCloseable {

    private final SequenceSamples samples = new SequenceSamples();
    private final Map<String, Integer> seen = new TreeMap<>();

    /**
     * Runs one.
     *
     * @throws AssertionError if a call does not do what the model says; tells all calls
     */
    public void run(Choices choices) {
        try {
            new CallSequence(samples, choices, seen).run();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** How often each outcome was seen: the mode, and an exception or whether there was output. */
    Map<String, Integer> seen() {
        return seen;
    }

    @Override
    public void close() {
        samples.close();
    }
}
