package io.rowseal.doctor;

import io.rowseal.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints what the checks find, one line each: facts as they come, problems at the end. Not thread safe. */
final class Report {

    private static final int NAME_WIDTH = 22;

    private final PrintStream out;
    private final List<String> problems = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    void fact(String name, String text) {
        out.println(name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + oneLine(text));
    }

    /** A problem, with what to do about it. */
    void problem(String text) {
        problems.add(oneLine(text));
    }

    /**
     * Prints the problems.
     *
     * @return whether there are none
     */
    boolean end() {
        problems.forEach(problem -> out.println("PROBLEM: " + problem));
        out.println(
                problems.isEmpty()
                        ? "healthy"
                        : problems.size() + (problems.size() == 1 ? " problem" : " problems") + " to put right");
        return problems.isEmpty();
    }

    private static String oneLine(String text) {
        // Statements that a message has can begin with a comment, which would swallow the rest of the line.
        String line = text.replaceAll("(?m)^\\s*--.*$", "").strip().replaceAll("\\s*\\R\\s*", " ");
        return Printable.line(line);
    }
}
