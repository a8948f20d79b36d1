package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.csv.CsvTable;
import io.rowseal.examples.clinic.csv.FieldMapping;
import io.rowseal.examples.clinic.csv.PatientRows;
import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.proof.Verdict;
import io.rowseal.examples.clinic.show.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run from the command line to the exit code. Not thread safe. */
public final class ClinicRun {

    /** All proofs held. */
    public static final int HELD = 0;

    /** A proof failed. */
    public static final int FAILED = 1;

    /** An argument or a file could not be used; nothing was imported. */
    public static final int BAD_INPUT = 2;

    private static final String BUNDLED = "patients.csv";

    private final Console console;
    private final @Nullable String password;
    private final Class<?>[] additions;

    /**
     * Creates a run.
     *
     * @param console where to print
     * @param password of the master-key file; null for a random one
     * @param additions configuration classes beside the application's own, for tests
     */
    public ClinicRun(Console console, @Nullable String password, Class<?>... additions) {
        this.console = console;
        this.password = password;
        this.additions = additions;
    }

    /**
     * Imports, shows and proves.
     *
     * @param arguments see {@link Options}
     * @return {@link #HELD}, {@link #FAILED} or {@link #BAD_INPUT}
     * @throws UncheckedIOException if the data directory cannot be read
     */
    public int run(String... arguments) {
        try {
            Options options = Options.parse(arguments);
            if (options.help()) {
                console.line(Options.usage());
                return HELD;
            }
            return run(options);
        } catch (BadInputException e) {
            console.line("clinic: " + e.getMessage());
            return BAD_INPUT;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(Options options) throws IOException {
        CsvTable table = options.csv() == null ? bundled() : CsvTable.read(options.csv());
        FieldMapping mapping = FieldMapping.of(options.map(), table);
        List<Patient> patients = PatientRows.read(table, mapping);

        DataDirectory directory = DataDirectory.prepare(options.directory());
        KeyPassword key = KeyPassword.of(password, directory.passwordFile());
        console.heading("Import");
        console.line("file:       " + table.name() + ", " + patients.size() + " rows");
        console.line("mapping:    " + mapping.describe(table));
        console.line("directory:  " + directory.path());
        console.line("master key: PKCS#12 file " + directory.masterKeys().getFileName() + ", password " + key.origin());
        Demonstration demonstration = new Demonstration(console, patients);
        return report(demonstration.run(() -> OpenClinic.open(directory, key, additions), directory.path()));
    }

    static CsvTable bundled() throws IOException {
        try (InputStream in = ClinicRun.class.getResourceAsStream("/" + BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException(BUNDLED + " is not on the class path");
            }
            return CsvTable.read(BUNDLED, in);
        }
    }

    private int report(List<Verdict> verdicts) {
        long failed = verdicts.stream().filter(verdict -> !verdict.held()).count();
        console.heading(
                failed == 0
                        ? "All " + verdicts.size() + " proofs held"
                        : failed + " of " + verdicts.size() + " proofs FAILED");
        return failed == 0 ? HELD : FAILED;
    }
}
