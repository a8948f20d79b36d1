package io.rowseal.examples.clinic;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the command line says. Immutable once parsed. */
@Command(
        name = "java -jar clinic.jar",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 120,
        footer = {
            "Environment: CLINIC_KEY_PASSWORD, the password of the master-key file; default: a random one, kept in the directory",
            "Exit code: 0 all proofs held, 1 a proof failed, 2 bad input"
        })
public final class Options {

    @Option(
            names = "--csv",
            paramLabel = "PATH",
            description = "a CSV file (UTF-8, comma, a header row) to import instead of the bundled patients")
    private @Nullable Path csv;

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN,...",
            description = {
                "which column is which field, such as --map=name=Name,room=Cabin,\"ticket=Ticket, first\"",
                "default: columns that are named like fields"
            })
    private @Nullable String map;

    @Option(
            names = "--dir",
            paramLabel = "PATH",
            defaultValue = "target/clinic-data",
            description =
                    "where database and keys go, default ${DEFAULT-VALUE}; what an earlier run left there is removed")
    private Path directory;

    @Option(names = "--help", usageHelp = true, description = "this text")
    private boolean help;

    private Options() {}

    /**
     * Reads the command line.
     *
     * @param arguments as given to {@code main}
     * @return the options
     * @throws BadInputException if an argument is unknown, given twice or has no value; the message ends with the usage
     */
    public static Options parse(String... arguments) {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options).setExpandAtFiles(false);
        try {
            for (OptionSpec option : commandLine.parseArgs(arguments).matchedOptions()) {
                if (option.originalStringValues().stream().anyMatch(String::isBlank)) {
                    throw new ParameterException(commandLine, option.longestName() + "= has no value");
                }
            }
        } catch (ParameterException e) {
            throw new BadInputException(e.getMessage() + "\n" + usage(), e);
        }
        return options;
    }

    /**
     * How to call the application.
     *
     * @return some lines
     */
    public static String usage() {
        return new CommandLine(new Options()).getUsageMessage(Ansi.OFF).stripTrailing();
    }

    /**
     * The file to import.
     *
     * @return the file, or null for the bundled one
     */
    public @Nullable Path csv() {
        return csv;
    }

    /**
     * Which column is which field.
     *
     * @return the mapping in the syntax of {@link io.rowseal.examples.clinic.csv.FieldMapping}, or null for columns that are
     *     named like fields
     */
    public @Nullable String map() {
        return map;
    }

    /**
     * Where database and keys go.
     *
     * @return the directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * Whether only the usage was asked for.
     *
     * @return true if so
     */
    public boolean help() {
        return help;
    }
}
