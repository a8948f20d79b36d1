package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.show.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what is printed. */
public final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A console that writes here. */
    public Console console(boolean terminal) {
        return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    /** What was printed so far. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
