package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of calls, each compared with {@link CipherModel}: a share of a million in the build, the million with the
 * profile {@code long}. {@code rowseal.test.seed} with the seed of a failure begins with the sequence that failed.
 */
class CallSequenceTest {

    private static final int SEQUENCES = Boolean.getBoolean("rowseal.test.long") ? 1_000_000 : 100_000;

    @Test
    void everySequenceOfCallsDoesWhatTheModelSays() throws Exception {
        long seed = Long.getLong("rowseal.test.seed", System.nanoTime());
        System.out.println("CallSequenceTest seed " + seed + ", " + SEQUENCES + " sequences");
        Map<String, Integer> seen;
        try (CallSequences sequences = new CallSequences()) {
            for (int sequence = 0; sequence < SEQUENCES; sequence++) {
                try {
                    sequences.run(Choices.random(new SplittableRandom(seed + sequence)));
                } catch (AssertionError e) {
                    throw new AssertionError("seed " + (seed + sequence) + ": " + e.getMessage(), e);
                }
            }
            seen = sequences.seen();
        }
        System.out.println(seen);
        // So that sequences that never get anywhere cannot be taken for sequences without divergence.
        for (String outcome : List.of("1 output", "2 output", "2 AEADBadTagException", "1 ShortBufferException")) {
            assertThat(seen.get(outcome)).as(outcome).isGreaterThan(SEQUENCES / 20);
        }
        for (String outcome : List.of("3 output", "4 output", "4 InvalidKeyException", "2 EnvelopeTamperedException")) {
            assertThat(seen.get(outcome)).as(outcome).isGreaterThan(SEQUENCES / 200);
        }
    }
}
