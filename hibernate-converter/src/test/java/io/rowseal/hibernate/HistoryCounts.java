package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.HistoryVersions.Change;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** How often histories started and were refused, and after which changes. Not thread safe. */
final class HistoryCounts {

    private final Map<Change, Integer> startedAfter = new EnumMap<>(Change.class);
    private final Map<Change, Integer> refusedAfter = new EnumMap<>(Change.class);
    private int started;
    private int refused;

    void add(Set<Change> changes, boolean hasStarted) {
        if (hasStarted) {
            started++;
        } else {
            refused++;
        }
        Map<Change, Integer> counts = hasStarted ? startedAfter : refusedAfter;
        changes.forEach(change -> counts.merge(change, 1, Integer::sum));
    }

    void assertStarts(int histories) {
        assertThat(started).as("%s", this).isGreaterThan(histories);
        assertThat(refused).as("%s", this).isGreaterThan(histories);
    }

    /** Each kind of change occurred before starts and before refused ones. */
    void assertAll(int histories) {
        assertStarts(histories);
        for (Change change : Change.values()) {
            assertThat(startedAfter.getOrDefault(change, 0))
                    .as("started after %s: %s", change, this)
                    .isGreaterThan(histories / 40);
            assertThat(refusedAfter.getOrDefault(change, 0))
                    .as("refused after %s: %s", change, this)
                    .isGreaterThan(histories / 40);
        }
    }

    @Override
    public String toString() {
        return started + " starts, after " + startedAfter + "; " + refused + " refused, after " + refusedAfter;
    }
}
