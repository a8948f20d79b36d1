package io.rowseal.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.rowseal.jca.CallSequences;

/** Sequences of calls to the ciphers, chosen by the fuzzer and compared with the reference model. */
public final class CallSequenceFuzz {

    private static final CallSequences SEQUENCES = new CallSequences();

    private CallSequenceFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        SEQUENCES.run(bound -> data.consumeInt(0, bound - 1));
    }
}
