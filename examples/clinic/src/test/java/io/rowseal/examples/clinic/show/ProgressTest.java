package io.rowseal.examples.clinic.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.Output;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final Output output = new Output();

    @Test
    void printsFourPlainLinesWhereNobodyWatches() {
        try (Progress progress = new Progress(output.console(false), "imported", 1000)) {
            for (int done = 50; done <= 1000; done += 50) {
                progress.update(done);
            }
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
        try (Progress progress = new Progress(output.console(true), "imported", 60)) {
            progress.update(30);
            progress.update(60);
        }

        assertThat(output.text())
                .startsWith("\rimported ")
                .containsPattern("\rimported +100% \\[=+\\] 60/60 rows [^\r\n]*\n$")
                .containsOnlyOnce("\n");
    }

    @Test
    void theLineOfABarEndsAlsoWhenTheJobStops() {
        try (Progress progress = new Progress(output.console(true), "imported", 60)) {
            progress.update(15);
        }

        assertThat(output.text()).containsPattern("\rimported +25% \\[=+>? +\\] 15/60 rows [^\r\n]*\n$");
    }
}
