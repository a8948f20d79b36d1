package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** All texts of the exceptions that were thrown on ways to fail. */
final class ThrownTexts {

    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final Set<String> classes = new TreeSet<>();
    private final List<String> others = new ArrayList<>();

    /**
     * Takes one way to fail.
     *
     * @param expected must be thrown, be it as a cause: otherwise another way was taken
     */
    void take(Class<? extends Throwable> expected, String way, ThrowingCallable work) {
        Throwable thrown = catchThrowable(work);
        if (thrown == null) {
            others.add(way + ": nothing was thrown");
            return;
        }
        Set<Throwable> all = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(thrown, all);
        if (all.stream().noneMatch(expected::isInstance)) {
            others.add(way + ": " + trace(thrown));
        }
        List<String> found = new ArrayList<>();
        for (Throwable each : all) {
            classes.add(each.getClass().getName());
            found.add(String.valueOf(each.getMessage()));
            found.add(String.valueOf(each.getLocalizedMessage()));
            found.add(each.toString());
        }
        found.add(trace(thrown));
        texts.computeIfAbsent(way, added -> new ArrayList<>()).addAll(found);
    }

    /** The names of the classes of all exceptions, causes and suppressed ones. */
    Set<String> classes() {
        return classes;
    }

    /** Ways that did not end with the exception that was expected. */
    List<String> others() {
        return others;
    }

    /** The first text of each way that has the canary in it, in any form. */
    Map<String, String> containing(List<String> canaries) {
        Map<String, String> leaks = new LinkedHashMap<>();
        texts.forEach((way, found) -> {
            for (String text : found) {
                byte[] content = text.getBytes(StandardCharsets.UTF_8);
                if (canaries.stream()
                        .anyMatch(canary -> !CanaryForms.in(content, canary).isEmpty())) {
                    leaks.putIfAbsent(way, text);
                }
            }
        });
        return leaks;
    }

    private static void collect(Throwable thrown, Set<Throwable> all) {
        if (thrown == null || !all.add(thrown)) {
            return;
        }
        collect(thrown.getCause(), all);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, all);
        }
        if (thrown instanceof SQLException sql) {
            collect(sql.getNextException(), all);
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
