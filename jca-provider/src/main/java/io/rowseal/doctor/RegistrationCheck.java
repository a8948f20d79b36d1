package io.rowseal.doctor;

import io.rowseal.jca.RowsealProvider;
import java.security.CodeSource;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether and from where the JVM loaded the provider, and why not. */
final class RegistrationCheck {

    private static final String NOT_IN_A_CONTAINER =
            " (in a container that loads the application itself, the provider is"
                    + " registered in code: Security.addProvider(new RowsealProvider()))";

    private RegistrationCheck() {}

    /**
     * Whether the JVM has a list of providers. A line that names a system property which is not set leaves it without one, and
     * every use of {@code java.security} fails.
     *
     * @return false if a problem was told that leaves nothing else to examine
     */
    static boolean canListProviders(Report report) {
        try {
            return Security.getProviders().length > 0;
        } catch (ProviderException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            report.fact("registered", "no: the JVM has no providers at all");
            report.problem("the list of providers in java.security cannot be read (" + cause.getMessage()
                    + "): set every system property that a ${...} there names, by -D");
            return false;
        }
    }

    /**
     * Examines the registration.
     *
     * @param optional whether the application may register the provider in code
     * @return the provider that java.security registers, or null
     */
    static @Nullable RowsealProvider run(Report report, boolean optional) {
        List<ProviderLine> lines = ProviderLine.all();
        int end = ProviderLine.end(lines);
        examineGap(report, lines, end);
        List<ProviderLine> own = lines.stream().filter(ProviderLine::isRowseal).toList();
        lines.stream()
                .filter(ProviderLine::isMisspelled)
                .forEach(line -> report.problem("no provider has the name in " + line + ": write "
                        + new ProviderLine(line.number(), RowsealProvider.NAME, line.argument())));
        if (own.size() > 1) {
            report.problem("java.security registers the provider more than once, " + own + ": leave one line");
        }
        describeCode(report);
        return find(report, List.of(Security.getProviders()), own, end, optional);
    }

    private static @Nullable RowsealProvider find(
            Report report, List<Provider> providers, List<ProviderLine> own, int end, boolean optional) {
        for (Provider candidate : providers) {
            if (candidate.getName().equals(RowsealProvider.NAME)) {
                report.fact(
                        "provider",
                        candidate + ", at position " + (providers.indexOf(candidate) + 1) + " of " + providers.size()
                                + " (its position does not matter)");
                report.fact("registered", own.isEmpty() ? "in code" : "in java.security: " + own.get(0));
                if (candidate instanceof RowsealProvider provider) {
                    return provider;
                }
                report.problem("the provider Rowseal was loaded from another jar than the doctor: leave one of "
                        + location(candidate.getClass()) + " and " + location(RowsealProvider.class)
                        + " on the class path");
                return null;
            }
        }
        tellAbsent(report, own, end, optional);
        return null;
    }

    private static void examineGap(Report report, List<ProviderLine> lines, int end) {
        List<ProviderLine> ignored =
                lines.stream().filter(line -> line.number() > end).toList();
        if (!ignored.isEmpty()) {
            List<Integer> free = new ArrayList<>();
            for (int number = end; number < end + ignored.size(); number++) {
                free.add(number);
            }
            report.problem("the list of providers in java.security ends with number " + (end - 1) + ", because "
                    + ProviderLine.key(end) + " is missing or empty: these lines are ignored, " + ignored
                    + "; give them the numbers " + free);
        }
    }

    private static void tellAbsent(Report report, List<ProviderLine> own, int end, boolean optional) {
        if (own.isEmpty()) {
            report.fact("registered", "not in java.security");
            if (!optional) {
                report.problem("the provider Rowseal is not registered: write " + ProviderLine.key(end)
                        + "=Rowseal /path/to/rowseal.properties into java.security, or into a file given with"
                        + " -Djava.security.properties; if the application registers it in code, run the doctor with"
                        + " the application's configuration file");
            }
            return;
        }
        report.fact("registered", "no: the JVM did not load " + own.get(0));
        if (own.get(0).number() < end) {
            report.problem("the JVM did not load " + own.get(0)
                    + ": put the whole, unmodified provider jar on the class" + " path or module path"
                    + NOT_IN_A_CONTAINER + "; -Djava.security.debug=jca shows what the JDK does");
        }
    }

    private static void describeCode(Report report) {
        Class<?> type = RowsealProvider.class;
        ClassLoader loader = type.getClassLoader();
        report.fact("loaded from", location(type));
        report.fact(
                "class loader",
                loader == null
                        ? "the boot loader"
                        : loader.getClass().getName()
                                + (loader.equals(ClassLoader.getSystemClassLoader())
                                        ? " (the system class loader)"
                                        : " (java.security cannot name what it loads: register the provider in code)"));
        report.fact(
                "module",
                type.getModule().isNamed() ? type.getModule().getName() : "none: it stands on the class path");
    }

    private static String location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "an unknown place" : String.valueOf(source.getLocation());
    }
}
