package io.rowseal.hibernate.internal.model;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.scope.MissingKeyRingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Collects what stops a start, so that one message tells all of it. Not thread safe. */
public final class StartFailures {

    private static final int SHOWN = 20;

    private final List<ConfigurationException> failures = new ArrayList<>();

    /** Runs a check and keeps its refusal. */
    public void run(Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            add(e);
        }
    }

    public void add(ConfigurationException failure) {
        if (failure instanceof MissingKeyRingException missing && join(missing)) {
            return;
        }
        if (failures.stream().noneMatch(known -> Objects.equals(known.getMessage(), failure.getMessage()))) {
            failures.add(failure);
        }
    }

    /** Every attribute finds out by itself that there is no key ring. */
    private boolean join(MissingKeyRingException missing) {
        for (int i = 0; i < failures.size(); i++) {
            if (failures.get(i) instanceof MissingKeyRingException known && known.hasReasonOf(missing)) {
                failures.set(i, known.with(missing));
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return failures.isEmpty();
    }

    /**
     * Throws what was collected, the first of it as the cause.
     *
     * @throws ConfigurationException if there is something
     */
    public void throwIfAny() {
        if (failures.isEmpty()) {
            return;
        }
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        StringBuilder text = new StringBuilder("the start is refused for " + failures.size() + " reasons:");
        failures.stream().limit(SHOWN).forEach(failure -> text.append("\n* ").append(failure.getMessage()));
        if (failures.size() > SHOWN) {
            text.append("\n* and ").append(failures.size() - SHOWN).append(" more, which show once these are mended");
        }
        ConfigurationException all = new ConfigurationException(text.toString(), failures.get(0));
        failures.stream().skip(1).limit(SHOWN - 1L).forEach(all::addSuppressed);
        throw all;
    }
}
