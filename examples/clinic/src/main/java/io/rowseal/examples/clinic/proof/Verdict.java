package io.rowseal.examples.clinic.proof;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a proof came to.
 *
 * @param held whether the proof held
 * @param claim what was to be proven, in one line
 * @param details what was seen
 */
public record Verdict(boolean held, String claim, List<String> details) {

    /**
     * The verdict for people.
     *
     * @return the details, then PASS or FAIL and the claim
     */
    public List<String> lines() {
        return Stream.concat(
                        details.stream().map(detail -> "      " + detail),
                        Stream.of((held ? "PASS  " : "FAIL  ") + claim))
                .toList();
    }
}
