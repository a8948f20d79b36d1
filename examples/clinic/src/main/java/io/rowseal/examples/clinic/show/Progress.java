package io.rowseal.examples.clinic.show;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a job is: a bar that is drawn over on a terminal, a plain line per quarter of the way elsewhere, where a bar that is
 * redrawn by the clock would fill a log. Not thread safe.
 */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 80;
    private static final int LINES = 4;

    private final Console console;
    private final String label;
    private final int total;
    private final @Nullable ProgressBar bar;
    private int quarters;

    /**
     * Begins at none.
     *
     * @param console where to
     * @param label what is done
     * @param total how many rows there are
     */
    public Progress(Console console, String label, int total) {
        this.console = console;
        this.label = label;
        this.total = total;
        this.bar = console.terminal() ? bar() : null;
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName(label)
                .setInitialMax(total)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new Line(console.out()))
                .build();
    }

    /**
     * One line of a terminal. Given a width, the library does not ask the terminal for it, which would load native code. It ends the
     * line only if its clock has drawn the bar before, so {@link Progress#close()} ends it instead.
     */
    private static final class Line extends ConsoleProgressBarConsumer {

        Line(PrintStream out) {
            super(out, WIDTH);
        }

        @Override
        public void close() {}
    }

    /**
     * Says how far the job is.
     *
     * @param done how many rows are done, up to the total
     */
    public void update(int done) {
        if (bar != null) {
            bar.stepTo(done);
            return;
        }
        int passed = total == 0 ? LINES : (int) ((long) done * LINES / total);
        if (passed > quarters) {
            quarters = passed;
            console.line(String.format(Locale.ROOT, "%s %d/%d rows", label, done, total));
        }
    }

    /** Ends the line of a bar, whether or not the job was done. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            console.out().println();
        }
    }
}
