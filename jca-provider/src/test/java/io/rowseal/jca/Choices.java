package io.rowseal.jca;

import java.util.List;
import java.util.random.RandomGenerator;

/** Where a test that decides at random takes its decisions from: a generator, or a fuzzer. */
public interface Choices {

    /** A number from 0 on, below the bound. */
    int below(int bound);

    default boolean oneIn(int count) {
        // Never for a source that ran dry and gives nothing but 0.
        return below(count) == count - 1;
    }

    default <T> T of(List<T> list) {
        return list.get(below(list.size()));
    }

    static Choices random(RandomGenerator generator) {
        return generator::nextInt;
    }
}
