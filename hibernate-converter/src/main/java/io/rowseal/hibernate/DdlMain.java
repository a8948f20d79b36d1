package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a {@link MigrationGenerator} from the command line, with the application on the class path:
 *
 * <pre>{@code
 * java -cp ... io.rowseal.hibernate.DdlMain --entities=com.example.Patient,com.example.Visit --database=postgresql
 *     [--format=flyway|liquibase] [--mode=add|create] [--version=2] [--online] [--kek-table] [--output=directory]
 *     [--setting.hibernate.physical_naming_strategy=...]
 * }</pre>
 *
 * <p>Databases are h2, postgresql, mariadb, mysql, sql_server and oracle. Without an output directory the files are printed. A file
 * that exists is not replaced.
 */
public final class DdlMain {

    private static final String SETTING = "setting.";

    private DdlMain() {}

    /**
     * Generates.
     *
     * @param arguments see above
     * @throws IOException if a file can not be written, or exists
     * @throws ConfigurationException if an argument is wrong, or the mapping can not be encrypted
     */
    public static void main(String... arguments) throws IOException {
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) throws IOException {
        Map<String, String> options = new TreeMap<>();
        for (String argument : arguments) {
            if (!argument.startsWith("--")) {
                throw new ConfigurationException("'" + argument + "' is no option: options begin with --");
            }
            int value = argument.indexOf('=');
            options.put(
                    value < 0 ? argument.substring(2) : argument.substring(2, value),
                    value < 0 ? "true" : argument.substring(value + 1));
        }
        String output = options.remove("output");
        List<MigrationFile> files = generator(options).generate();
        if (output != null) {
            requireNew(files, Path.of(output));
        }
        for (MigrationFile file : files) {
            if (output == null) {
                out.println("-- " + file.name());
                out.print(file.content());
            } else {
                Path path = Path.of(output, file.name());
                Files.writeString(path, file.content(), java.nio.file.StandardOpenOption.CREATE_NEW);
                out.println(path);
            }
        }
    }

    /** Half a migration would be worse than none. */
    private static void requireNew(List<MigrationFile> files, Path output) throws IOException {
        for (MigrationFile file : files) {
            Path path = output.resolve(file.name());
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
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
                case "database" -> builder.database(choice(MigrationDatabase.class, name, value));
                case "format" -> builder.format(choice(MigrationGenerator.Format.class, name, value));
                case "mode" -> builder.mode(choice(MigrationGenerator.Mode.class, name, value));
                case "version" -> builder.version(number(value));
                case "online" -> builder.online(flag(name, value));
                case "kek-table" -> builder.kekTable(flag(name, value));
                default -> {
                    if (!name.startsWith(SETTING)) {
                        throw new ConfigurationException("there is no option --" + name
                                + ": use --entities, --database, --format, --mode, --version, --online, --kek-table,"
                                + " --output, --setting.NAME");
                    }
                    builder.setting(name.substring(SETTING.length()), value);
                }
            }
        });
        return builder.build();
    }

    private static Class<?> load(String name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name.strip(), false, context == null ? DdlMain.class.getClassLoader() : context);
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
        throw new ConfigurationException("--" + name + " can not be '" + value + "': choose one of "
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
