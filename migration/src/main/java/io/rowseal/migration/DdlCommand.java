package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hibernate.HibernateException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The options of the command, and what it does with them. */
@Command(
        name = "java -cp ... io.rowseal.migration.DdlMain",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 120,
        description =
                "Writes the changes that encrypted attributes need in a database, for Flyway, Liquibase or as plain SQL.")
final class DdlCommand implements Callable<Integer> {

    private static final String SETTING = "--setting.";
    private static final int REFUSED = 1;
    private static final int WRONG_OPTIONS = 2;

    @Option(names = "--entities", split = ",", paramLabel = "CLASS", description = "mapped classes, on the class path")
    private List<String> entities = new ArrayList<>();

    @Option(
            names = "--packages",
            split = ",",
            paramLabel = "NAME",
            description = "all mapped classes of these packages and of those below")
    private List<String> packages = new ArrayList<>();

    @Option(
            names = "--persistence-unit",
            paramLabel = "NAME",
            description = "the classes and settings of a unit of META-INF/persistence.xml")
    private @Nullable String persistenceUnit;

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "h2, postgresql, mariadb, mysql, sql_server or oracle")
    private @Nullable MigrationDatabase database;

    @Option(names = "--format", paramLabel = "NAME", description = "flyway (default), liquibase, or sql: one script")
    private MigrationGenerator.Format format = MigrationGenerator.Format.FLYWAY;

    @Option(
            names = "--mode",
            paramLabel = "NAME",
            description = "add (default): tables exist; create: whole tables; checks: constraints alone")
    private MigrationGenerator.Mode mode = MigrationGenerator.Mode.ADD;

    @Option(names = "--version", paramLabel = "NUMBER", description = "of the first file, default 1")
    private int version = 1;

    @Option(
            names = "--online",
            description = "statements that leave tables readable and writable, where the database has them")
    private boolean online;

    @Option(names = "--no-checks", description = "without CHECK constraints on encrypted columns")
    private boolean noChecks;

    @Option(names = "--kek-table", description = "also the table of KEKs")
    private boolean kekTable;

    @Option(
            names = "--output",
            paramLabel = "DIRECTORY",
            description = "made if it is not there; without it the files are printed")
    private @Nullable String output;

    @Option(
            names = "--setting",
            paramLabel = "NAME=VALUE",
            description =
                    "a setting of Hibernate, or a mode. Also --setting.NAME=VALUE: --setting.rowseal.mode.ENTITY.ATTRIBUTE=...")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--help", usageHelp = true, description = "prints the options")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    private final PrintStream out;

    DdlCommand(PrintStream out) {
        this.out = out;
    }

    /** Returns the exit code; tells of refusals in one line. */
    int run(PrintStream err, String... arguments) {
        CommandLine command = new CommandLine(this)
                .registerConverter(MigrationDatabase.class, word -> choice(MigrationDatabase.class, word))
                .registerConverter(
                        MigrationGenerator.Format.class, word -> choice(MigrationGenerator.Format.class, word))
                .registerConverter(MigrationGenerator.Mode.class, word -> choice(MigrationGenerator.Mode.class, word))
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        if (arguments.length == 0) {
            command.usage(err);
            return WRONG_OPTIONS;
        }
        command.setParameterExceptionHandler((wrong, words) -> refuse(err, WRONG_OPTIONS, message(wrong)));
        command.setExecutionExceptionHandler((refusal, line, parsed) -> refuse(err, refusal));
        StringWriter usage = new StringWriter();
        command.setOut(new PrintWriter(usage));
        // The name of a setting is part of the option.
        int code = command.execute(Stream.of(arguments)
                .map(word -> word.startsWith(SETTING) ? "--setting=" + word.substring(SETTING.length()) : word)
                .toArray(String[]::new));
        out.print(usage);
        return code;
    }

    private static int refuse(PrintStream err, int code, @Nullable String message) {
        err.println("error: " + message);
        return code;
    }

    private static int refuse(PrintStream err, Exception refusal) throws Exception {
        if (refusal instanceof ConfigurationException) {
            return refuse(err, REFUSED, refusal.getMessage());
        }
        if (refusal instanceof HibernateException) {
            return refuse(err, REFUSED, "Hibernate cannot read the mapping: " + refusal.getMessage());
        }
        if (refusal instanceof IOException || refusal instanceof InvalidPathException) {
            return refuse(err, REFUSED, "the files cannot be written: " + refusal);
        }
        throw refusal;
    }

    private static @Nullable String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().get(0);
            if (!word.startsWith("--")) {
                return "'" + word + "' is no option: options begin with --; --help lists them";
            }
            String name = word.replaceFirst("=.*", "");
            String options = String.join(
                    ", ",
                    wrong.getCommandLine().getCommandSpec().options().stream()
                            .map(CommandLine.Model.OptionSpec::longestName)
                            .toList());
            return "there is no option " + name + ": use " + options;
        }
        String message = wrong.getMessage();
        return wrong instanceof MissingParameterException ? message + "; --help lists the options" : message;
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String word) {
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equals(word.toUpperCase(Locale.ROOT))) {
                return choice;
            }
        }
        throw new TypeConversionException("'" + word + "' is not there: choose one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    @Override
    public Integer call() throws IOException {
        MigrationGenerator generator;
        try {
            generator = generator();
        } catch (ConfigurationException e) {
            throw new ParameterException(new CommandLine(this), e.getMessage(), e);
        }
        List<MigrationFile> files = generator.generate();
        if (output == null) {
            MigrationOutput.print(files, out);
        } else {
            MigrationOutput.write(files, Path.of(output), out);
        }
        return 0;
    }

    private MigrationGenerator generator() {
        if (entities.isEmpty() && packages.isEmpty() && persistenceUnit == null) {
            throw new ConfigurationException(
                    "give --entities=..., --packages=... or --persistence-unit=...; --help lists the options");
        }
        if (database == null) {
            throw new ConfigurationException("give --database=...; --help lists the options");
        }
        MigrationGenerator.Builder builder = MigrationGenerator.builder();
        entities.forEach(name -> builder.entities(PackageClasses.named(name.strip(), classLoader())));
        packages.forEach(name ->
                builder.entities(PackageClasses.of(name.strip(), classLoader()).toArray(Class<?>[]::new)));
        if (persistenceUnit != null) {
            PersistenceUnit unit = PersistenceUnit.named(persistenceUnit, classLoader());
            builder.entities(unit.classes().toArray(Class<?>[]::new));
            unit.settings().forEach(builder::setting);
        }
        settings.forEach(builder::setting);
        return builder.database(database)
                .format(format)
                .mode(mode)
                .version(version)
                .online(online)
                .checks(!noChecks)
                .kekTable(kekTable)
                .build();
    }

    private static ClassLoader classLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? DdlCommand.class.getClassLoader() : context;
    }
}
