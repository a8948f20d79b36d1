package io.rowseal.examples.clinic.show;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where output goes.
 *
 * @param out the stream
 * @param terminal whether a person watches, so that a line can be drawn over
 */
public record Console(PrintStream out, boolean terminal) {

    /**
     * The standard output of this process. It is UTF-8 whatever the locale says, because the patients' names need it; only a
     * terminal of Windows is asked.
     *
     * @return the console
     */
    public static Console standard() {
        java.io.Console console = System.console();
        boolean terminal = console != null && isTerminal(console);
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset charset = console != null && terminal && windows ? console.charset() : StandardCharsets.UTF_8;
        return new Console(new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset), terminal);
    }

    /** JDK 22 and later may have a console that is none; they have a method to ask. */
    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal() is public", e);
        }
    }

    /**
     * Prints a line.
     *
     * @param text the line
     */
    public void line(String text) {
        out.println(text);
    }

    /**
     * Prints a heading.
     *
     * @param text the heading
     */
    public void heading(String text) {
        out.println();
        out.println("== " + text);
    }
}
