package io.rowseal.examples.clinic.show;

import java.util.Locale;

/**
 * Shows how far a job is: a bar that is drawn over on a terminal, a plain line per quarter of the way elsewhere. Not thread safe.
 */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final int LINES = 4;

    private final Console console;
    private final String label;
    private final int total;
    private int drawn = -1;

    /**
     * Creates a bar; nothing is printed yet.
     *
     * @param console where to
     * @param label what is done
     * @param total how many rows there are
     */
    public ProgressBar(Console console, String label, int total) {
        this.console = console;
        this.label = label;
        this.total = total;
    }

    /**
     * Says how far the job is.
     *
     * @param done how many rows are done, up to the total
     */
    public void update(int done) {
        int steps = console.terminal() ? WIDTH : LINES;
        int step = total == 0 ? steps : (int) ((long) done * steps / total);
        boolean last = done == total;
        if (step == drawn && !(last && console.terminal())) {
            return;
        }
        drawn = step;
        if (console.terminal()) {
            console.out().print("\r" + bar(step) + " " + counts(done));
            if (last) {
                console.out().println();
            }
            console.out().flush();
        } else if (step > 0) {
            console.line(counts(done));
        }
    }

    private String counts(int done) {
        return String.format(Locale.ROOT, "%s %d/%d rows", label, done, total);
    }

    private static String bar(int step) {
        return "[" + "#".repeat(step) + ".".repeat(WIDTH - step) + "]";
    }
}
