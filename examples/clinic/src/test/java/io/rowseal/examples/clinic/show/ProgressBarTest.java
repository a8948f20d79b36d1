package io.rowseal.examples.clinic.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.Output;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final Output output = new Output();

    @Test
    void printsFourPlainLinesWhereNobodyWatches() {
        ProgressBar bar = new ProgressBar(output.console(false), "imported", 1000);

        for (int done = 50; done <= 1000; done += 50) {
            bar.update(done);
        }

        assertThat(output.text()).isEqualTo("""
                imported 250/1000 rows
                imported 500/1000 rows
                imported 750/1000 rows
                imported 1000/1000 rows
                """);
    }

    @Test
    void drawsOverOneLineOnATerminal() {
        ProgressBar bar = new ProgressBar(output.console(true), "imported", 60);

        bar.update(30);
        bar.update(31);
        bar.update(60);

        assertThat(output.text())
                .isEqualTo("\r[" + "#".repeat(15) + ".".repeat(15) + "] imported 30/60 rows\r[" + "#".repeat(30)
                        + "] imported 60/60 rows\n");
    }
}
