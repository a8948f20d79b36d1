package io.rowseal.examples.clinic;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.proof.Canary;
import io.rowseal.examples.clinic.proof.NothingInClear;
import io.rowseal.examples.clinic.proof.ReadBack;
import io.rowseal.examples.clinic.proof.SwapChoice;
import io.rowseal.examples.clinic.proof.SwapProof;
import io.rowseal.examples.clinic.proof.Verdict;
import io.rowseal.examples.clinic.show.Console;
import io.rowseal.examples.clinic.show.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The steps: import and show, search the files, swap cells, rotate the master key, read again. Not thread safe. */
final class Demonstration {

    private final Console console;
    private final List<Patient> imported;
    private final Patient canary = Canary.patient();
    private final List<Verdict> verdicts = new ArrayList<>();

    Demonstration(Console console, List<Patient> patients) {
        this.console = console;
        this.imported = patients;
    }

    /** Opens the application three times, and returns what the proofs came to. */
    List<Verdict> run(Supplier<OpenClinic> application, Path directory) throws IOException {
        try (OpenClinic clinic = application.get()) {
            store(clinic, imported, "imported");
            new Showcase(console, clinic).show(imported);
            store(clinic, List.of(canary), "canary planted:");
        }
        NothingInClear search = new NothingInClear(imported, canary);
        console.heading("Proof 1: the files of the database");
        conclude(search.search(directory));

        List<Patient> all = new ArrayList<>(imported);
        all.add(canary);
        try (OpenClinic clinic = application.get()) {
            console.heading("Proof 2: moved ciphertext");
            swap(new SwapProof(clinic.patients(), clinic.stored()), all);
            console.heading("Proof 3: a new master key");
            conclude(clinic.masterKeyRotation().run());
        }
        try (OpenClinic clinic = application.get()) {
            conclude(ReadBack.compare(all, clinic.patients().findAll()));
        }
        console.heading("Proof 1 again, after all this");
        conclude(search.search(directory));
        return verdicts;
    }

    private void store(OpenClinic clinic, List<Patient> patients, String label) {
        try (Progress progress = new Progress(console, label, patients.size())) {
            clinic.patientImport().store(patients, progress);
        }
    }

    private void swap(SwapProof proof, List<Patient> all) {
        SwapChoice.Rows rows = SwapChoice.rows(all)
                .orElseThrow(() -> new IllegalStateException("no two rows have a value in the same encrypted field"));
        conclude(proof.swapRows(rows.one(), rows.other(), rows.field()));
        SwapChoice.Columns columns = SwapChoice.columns(all)
                .orElseThrow(() -> new IllegalStateException("the canary has a value in every field"));
        conclude(proof.swapColumns(columns.patient(), columns.one(), columns.other()));
    }

    private void conclude(Verdict verdict) {
        verdict.lines().forEach(console::line);
        verdicts.add(verdict);
    }
}
