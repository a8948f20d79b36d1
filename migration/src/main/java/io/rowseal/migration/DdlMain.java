package io.rowseal.migration;

import java.io.PrintStream;

/**
 * Runs a {@link MigrationGenerator} from the command line, with the application on the class path:
 *
 * <pre>{@code
 * java -cp ... io.rowseal.migration.DdlMain --packages=com.example --database=postgresql
 *     [--format=flyway|liquibase|sql] [--mode=add|create|checks] [--output=directory] ...
 * }</pre>
 *
 * <p>{@code --help} lists the options. Without an output directory the files are printed, and what others print goes to standard
 * error. A file that exists is not replaced. The exit code is 0 if all files were written, 1 if the mapping or the directory
 * refuses it, 2 if the options are wrong.
 */
public final class DdlMain {

    private DdlMain() {}

    /**
     * Generates, and ends the process if that fails.
     *
     * @param arguments see above
     */
    public static void main(String... arguments) {
        PrintStream out = System.out;
        // What loggers print to standard output is no part of a migration.
        System.setOut(System.err);
        int code = run(out, System.err, arguments);
        out.flush();
        if (code != 0) {
            System.exit(code);
        }
    }

    /**
     * Generates, and tells of refusals in one line.
     *
     * @param out for the files, or their paths
     * @param err for refusals
     * @param arguments see above
     * @return the exit code
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return new DdlCommand(out).run(err, arguments);
    }
}
