package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import io.rowseal.examples.clinic.proof.StoredCounts;
import io.rowseal.examples.clinic.proof.StoredPatients;
import io.rowseal.examples.clinic.show.Console;
import io.rowseal.examples.clinic.show.StoredBytes;
import io.rowseal.examples.clinic.show.TextTable;
import io.rowseal.keys.KeyRingStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Shows what the application reads beside what the database holds, counts both, and searches by a blind index. */
final class Showcase {

    private static final int ROWS = 8;
    private static final int FIELDS = 2;
    private static final int WIDEST = 34;
    private static final int SHOWN_BYTES = 10;

    private final Console console;
    private final OpenClinic clinic;

    Showcase(Console console, OpenClinic clinic) {
        this.console = console;
        this.clinic = clinic;
    }

    void show(List<Patient> imported) {
        StoredPatients stored = clinic.stored();
        showRow(imported.get(0), stored);
        showRows(imported, stored);
        showCounts(stored);
        showSearch(imported);
    }

    private void showRow(Patient sample, StoredPatients stored) {
        console.heading("One patient: what the application reads, what the database holds");
        Patient patient = read(sample);
        TextTable table = new TextTable(WIDEST + 10, "field", "the application reads", "the database holds");
        for (PatientField field : PatientField.all()) {
            String text = field.textOf(patient);
            if (text != null) {
                table.row(
                        field.name(),
                        text,
                        field.encrypted()
                                ? StoredBytes.shorten(stored.bytes(id(patient), field), SHOWN_BYTES)
                                : "the same, in a plain column");
            }
        }
        table.lines().forEach(console::line);
    }

    private void showRows(List<Patient> imported, StoredPatients stored) {
        List<PatientField> fields = PatientField.encryptedOnes().stream()
                .filter(field -> imported.stream().anyMatch(patient -> field.get(patient) != null))
                .limit(FIELDS)
                .toList();
        console.heading("Some patients");
        List<String> header = new ArrayList<>(List.of("id"));
        fields.forEach(field -> header.addAll(List.of(field.name(), "as stored")));
        TextTable table = new TextTable(WIDEST, header.toArray(String[]::new));
        for (int i = 0; i < Math.min(ROWS, imported.size()); i++) {
            // Evenly from all over the file: neighbours are often alike.
            Patient patient = read(imported.get((int) ((long) i * imported.size() / Math.min(ROWS, imported.size()))));
            List<String> cells = new ArrayList<>(List.of(String.valueOf(patient.id())));
            for (PatientField field : fields) {
                cells.add(Objects.requireNonNullElse(field.textOf(patient), ""));
                cells.add(StoredBytes.shorten(stored.bytes(id(patient), field), SHOWN_BYTES));
            }
            table.row(cells.toArray(String[]::new));
        }
        table.lines().forEach(console::line);
    }

    private void showCounts(StoredPatients stored) {
        StoredCounts counts = stored.counts();
        KeyRingStatistics statistics = clinic.keyRing().statistics();
        console.heading("Counts");
        new TextTable(WIDEST * 2, "what", "how many")
                .row("rows", String.valueOf(counts.rows()))
                .row("row keys, each different", String.valueOf(counts.rowKeys()))
                .row("cells, encrypted by their row's key", String.valueOf(counts.cells()))
                .row("sealed values, with a key of their own", String.valueOf(counts.sealedValues()))
                .row("calls of the master-key store", String.valueOf(statistics.masterKeyStoreCalls()))
                .lines()
                .forEach(console::line);
    }

    private void showSearch(List<Patient> imported) {
        for (Patient patient : imported) {
            for (PatientField field : PatientField.encryptedOnes()) {
                String text = field.textOf(patient);
                if (field.searchable() && text != null) {
                    console.heading("Search by blind index");
                    List<Patient> found = field.name().equals("email")
                            ? clinic.patients().findByEmail(text).stream().toList()
                            : clinic.patients().findByTicket(text);
                    console.line(field.name() + " = '" + text + "' finds "
                            + found.stream().map(Patient::toString).toList()
                            + (found.stream().anyMatch(hit -> id(hit) == id(patient))
                                    ? ", the right one"
                                    : ", NOT the right one"));
                    return;
                }
            }
        }
    }

    private Patient read(Patient patient) {
        return clinic.patients().findById(id(patient)).orElseThrow();
    }

    private static long id(Patient patient) {
        return Objects.requireNonNull(patient.id(), "the patient is not stored");
    }
}
