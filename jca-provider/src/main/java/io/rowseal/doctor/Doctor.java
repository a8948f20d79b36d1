package io.rowseal.doctor;

import io.rowseal.config.ConfigurationReport;
import io.rowseal.jca.RowsealProvider;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Examines the JVM it runs in: is the provider registered, does the JDK accept it, can its configuration be used, are its
 * stores reachable.
 *
 * <pre>java -cp rowseal-jca-provider.jar:postgresql.jar io.rowseal.doctor.Doctor [configuration file]</pre>
 *
 * <p>Run it by the JDK, with the class path and the options of the application. Without an argument it examines the file that
 * {@code java.security} gives to the provider. It changes nothing: it creates no key, no file and no table. It prints no
 * password, no key and no parameter of a JDBC URL.
 *
 * <p>Exit code: 0 healthy, 1 problems, each of them one line that says what to do, 2 wrong usage.
 */
public final class Doctor {

    /** Exit code: nothing to put right. */
    static final int HEALTHY = 0;

    /** Exit code: problems were printed. */
    static final int PROBLEMS = 1;

    /** Exit code: other arguments are needed. */
    static final int WRONG_USAGE = 2;

    private static final String USAGE =
            "usage: java -cp rowseal-jca-provider.jar:<JDBC driver> io.rowseal.doctor.Doctor" + " [configuration file]";

    /** A database that does not answer is told, instead of waited for. */
    private static final int LOGIN_TIMEOUT_SECONDS = 15;

    private Doctor() {}

    /**
     * Examines this JVM, prints what it finds and ends the JVM with the exit code.
     *
     * @param arguments nothing, or the path of a configuration file
     */
    public static void main(String[] arguments) {
        DriverManager.setLoginTimeout(LOGIN_TIMEOUT_SECONDS);
        System.exit(run(System.out, arguments));
    }

    static int run(PrintStream out, String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            out.println(USAGE);
            return HEALTHY;
        }
        if (arguments.length > 1 || (arguments.length == 1 && isOption(arguments[0]))) {
            out.println(USAGE);
            return WRONG_USAGE;
        }
        Report report = new Report(out);
        JvmCheck.run(report);
        if (RegistrationCheck.canListProviders(report)) {
            String file = arguments.length == 1 ? arguments[0] : null;
            RowsealProvider provider = RegistrationCheck.run(report, file != null);
            AcceptanceCheck.run(report);
            examineConfiguration(report, provider, file);
        }
        return report.end() ? HEALTHY : PROBLEMS;
    }

    private static boolean isOption(String argument) {
        return argument.isBlank() || argument.startsWith("-");
    }

    private static void examineConfiguration(
            Report report, @Nullable RowsealProvider provider, @Nullable String given) {
        Optional<String> registered = provider == null ? Optional.empty() : provider.configurationFile();
        if (given != null && registered.isPresent() && !registered.get().equals(given)) {
            report.fact("note", "java.security names another configuration file: " + registered.get());
        }
        String file = given == null ? registered.orElse(null) : given;
        ConfigurationReport configuration =
                file == null ? ConfigurationReport.withoutFile() : ConfigurationReport.of(file);
        configuration.facts().forEach(report::fact);
        configuration.problems().forEach(report::problem);
    }
}
