package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.HibernateException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link MigrationGenerator} from the command line, with the application on the class path:
 *
 * <pre>{@code
 * java -cp ... io.rowseal.migration.DdlMain --entities=com.example.Patient,com.example.Visit --database=postgresql
 *     [--format=flyway|liquibase] [--mode=add|create|checks] [--version=2] [--online] [--no-checks] [--kek-table]
 *     [--output=directory]
 *     [--setting.hibernate.physical_naming_strategy=...]
 * }</pre>
 *
 * <p>In place of classes, or besides, {@code --packages=com.example,...} names packages, with those below. Databases are h2, postgresql, mariadb, mysql, sql_server and oracle. Without an output directory the files are printed, and
 * what others print goes to standard error. A file that exists is not replaced. The exit code is 0 if all files were written, 1
 * if the mapping or the directory refuses it, 2 if the options are wrong.
 */
public final class DdlMain {

    private static final String SETTING = "setting.";
    private static final String OPTIONS =
            "--entities, --packages, --database, --format, --mode, --version, --online, --no-checks, --kek-table, --output, --setting.NAME";
    private static final String USAGE = """
            Writes the changes that encrypted attributes need in a database, for Flyway or Liquibase.
              --entities=CLASS,CLASS   mapped classes, on the class path
              --packages=NAME,NAME     all mapped classes of these packages and of those below
              --database=NAME          h2, postgresql, mariadb, mysql, sql_server or oracle
              --format=NAME            flyway (default) or liquibase
              --mode=NAME              add (default): tables exist; create: whole tables; checks: constraints alone
              --version=NUMBER         of the first file, default 1
              --online                 statements that leave tables readable and writable, where the database has them
              --no-checks              without CHECK constraints on encrypted columns
              --kek-table              also the table of KEKs
              --output=DIRECTORY       made if it is not there; without it the files are printed
              --setting.NAME=VALUE     a setting of Hibernate, or a mode: --setting.rowseal.mode.ENTITY.ATTRIBUTE=...
            """;
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_OPTIONS = 2;

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
        if (code != DONE) {
            System.exit(code);
        }
    }

    /** Generates, and tells of refusals in one line. */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.contains("--help")) {
            (words.isEmpty() ? err : out).print(USAGE);
            return words.isEmpty() ? WRONG_OPTIONS : DONE;
        }
        Map<String, String> options = new TreeMap<>();
        String output;
        MigrationGenerator generator;
        try {
            words.forEach(word -> read(word, options));
            output = options.remove("output");
            generator = generator(options);
        } catch (ConfigurationException e) {
            err.println("error: " + e.getMessage());
            return WRONG_OPTIONS;
        }
        try {
            write(generator.generate(), output, out);
            return DONE;
        } catch (ConfigurationException e) {
            err.println("error: " + e.getMessage());
        } catch (HibernateException e) {
            err.println("error: Hibernate cannot read the mapping: " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            err.println("error: the files cannot be written: " + e);
        }
        return REFUSED;
    }

    private static void read(String word, Map<String, String> options) {
        if (!word.startsWith("--")) {
            throw new ConfigurationException("'" + word + "' is no option: options begin with --");
        }
        int value = word.indexOf('=');
        options.put(
                value < 0 ? word.substring(2) : word.substring(2, value),
                value < 0 ? "true" : word.substring(value + 1));
    }

    private static void write(List<MigrationFile> files, @Nullable String output, PrintStream out) throws IOException {
        if (output == null) {
            for (MigrationFile file : files) {
                out.println("-- " + file.name());
                out.print(file.content());
            }
            return;
        }
        Path directory = Path.of(output);
        // Half a migration would be worse than none.
        for (MigrationFile file : files) {
            Path path = directory.resolve(file.name());
            if (Files.exists(path)) {
                throw new ConfigurationException("the file '" + path
                        + "' exists and is not replaced: give another --version or --output, or remove the file");
            }
        }
        Files.createDirectories(directory);
        for (MigrationFile file : files) {
            Path path = directory.resolve(file.name());
            Files.writeString(path, file.content(), StandardOpenOption.CREATE_NEW);
            out.println(path);
        }
    }

    private static MigrationGenerator generator(Map<String, String> options) {
        MigrationGenerator.Builder builder = MigrationGenerator.builder();
        options.forEach((name, value) -> {
            switch (name) {
                case "entities" -> {
                    for (String entity : value.split(",", -1)) {
                        builder.entities(load(entity));
                    }
                }
                case "packages" -> {
                    for (String found : value.split(",", -1)) {
                        builder.entities(
                                PackageClasses.of(found.strip(), classLoader()).toArray(Class<?>[]::new));
                    }
                }
                case "database" -> builder.database(choice(MigrationDatabase.class, name, value));
                case "format" -> builder.format(choice(MigrationGenerator.Format.class, name, value));
                case "mode" -> builder.mode(choice(MigrationGenerator.Mode.class, name, value));
                case "version" -> builder.version(number(value));
                case "online" -> builder.online(flag(name, value));
                case "no-checks" -> builder.checks(!flag(name, value));
                case "kek-table" -> builder.kekTable(flag(name, value));
                default -> {
                    if (!name.startsWith(SETTING)) {
                        throw new ConfigurationException("there is no option --" + name + ": use " + OPTIONS);
                    }
                    builder.setting(name.substring(SETTING.length()), value);
                }
            }
        });
        if (!options.containsKey("entities") && !options.containsKey("packages")) {
            throw new ConfigurationException("give --entities=... or --packages=...; --help lists the options");
        }
        if (!options.containsKey("database")) {
            throw new ConfigurationException("give --database=...; --help lists the options");
        }
        return builder.build();
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? DdlMain.class.getClassLoader() : context;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name.strip(), false, classLoader());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "there is no class '" + name.strip() + "': put the application on the class path", e);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String value) {
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equals(value.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new ConfigurationException("--" + name + " cannot be '" + value + "': choose one of "
                + String.join(
                        ", ",
                        java.util.Arrays.stream(type.getEnumConstants())
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    private static boolean flag(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigurationException("--" + name + " takes no value");
        }
        return value.equals("true");
    }

    private static int number(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ConfigurationException("--version must be a whole number, not '" + value + "'", e);
        }
    }
}
