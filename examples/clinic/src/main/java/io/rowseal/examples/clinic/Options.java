package io.rowseal.examples.clinic;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param csv the file to import, or null for the bundled one
 * @param map which column is which field, in the syntax of {@link io.rowseal.examples.clinic.csv.FieldMapping}, or null for
 *     columns that are named like fields
 * @param directory where database and keys go
 * @param help whether only the usage was asked for
 */
public record Options(@Nullable Path csv, @Nullable String map, Path directory, boolean help) {

    /** How to call the application. */
    public static final String USAGE = """
            Usage: java -jar clinic.jar [--csv=PATH [--map=FIELD=COLUMN,...]] [--dir=PATH]
              --csv=PATH   a CSV file (UTF-8, comma, a header row) to import instead of the bundled patients
              --map=...    which column is which field, such as --map=name=Name,room=Cabin,"ticket=Ticket, first"
                           default: columns that are named like fields
              --dir=PATH   where database and keys go, default target/clinic-data; what an earlier run left there is removed
              --help       this text
            Environment: CLINIC_KEY_PASSWORD, the password of the master-key file; default: a random one, kept in the directory
            Exit code: 0 all proofs held, 1 a proof failed, 2 bad input""";

    private static final Path DEFAULT_DIRECTORY = Path.of("target", "clinic-data");

    /**
     * Reads the command line.
     *
     * @param arguments as given to {@code main}
     * @return the options
     * @throws BadInputException if an argument is unknown, given twice or has no value
     */
    public static Options parse(String... arguments) {
        Path csv = null;
        String map = null;
        Path directory = null;
        boolean help = false;
        for (String argument : arguments) {
            if (argument.equals("--help")) {
                help = true;
            } else if (argument.startsWith("--csv=")) {
                csv = path("--csv", once("--csv", csv, argument));
            } else if (argument.startsWith("--map=")) {
                map = once("--map", map, argument);
            } else if (argument.startsWith("--dir=")) {
                directory = path("--dir", once("--dir", directory, argument));
            } else {
                throw new BadInputException("unknown argument " + argument + "\n" + USAGE);
            }
        }
        return new Options(csv, map, directory == null ? DEFAULT_DIRECTORY : directory, help);
    }

    private static String once(String name, @Nullable Object earlier, String argument) {
        if (earlier != null) {
            throw new BadInputException(name + " is given twice\n" + USAGE);
        }
        String value = argument.substring(name.length() + 1);
        if (value.isBlank()) {
            throw new BadInputException(name + "= has no value\n" + USAGE);
        }
        return value;
    }

    private static Path path(String name, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new BadInputException(name + " is not a path: " + e.getReason(), e);
        }
    }
}
