package io.rowseal.examples.clinic.proof;

import io.rowseal.examples.clinic.patient.Patient;
import io.rowseal.examples.clinic.patient.PatientField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Searches the files of a closed database for every plaintext of its encrypted fields, and for a text that a plain field holds,
 * which must be found: else the search would prove nothing.
 */
public final class NothingInClear {

    private static final int SHOWN = 5;

    private final FileSearch encrypted;
    private final FileSearch control;
    private final int values;
    private final int shared;

    /**
     * Collects what to search for.
     *
     * @param imported the patients as they were imported
     * @param canary a patient with a value in every field
     */
    public NothingInClear(List<Patient> imported, Patient canary) {
        Map<String, String> labels = new LinkedHashMap<>();
        StringBuilder plain = new StringBuilder();
        for (int row = 0; row < imported.size(); row++) {
            collect("imported row " + (row + 1), imported.get(row), labels, plain);
        }
        collect("the canary", canary, labels, plain);
        Map<String, List<Needle>> needles = new LinkedHashMap<>();
        labels.forEach((text, label) -> needles.put(text, Needles.of(label, text)));
        needles.values().removeIf(List::isEmpty);
        int all = needles.size();
        needles.keySet().removeAll(standingIn(plain.toString(), needles));
        this.values = needles.size();
        this.shared = all - values;
        this.encrypted =
                new FileSearch(needles.values().stream().flatMap(List::stream).toList());
        PatientField field = Objects.requireNonNull(PatientField.named(Canary.PLAIN_FIELD));
        this.control = new FileSearch(Needles.of("the plain " + field, Objects.requireNonNull(field.textOf(canary))));
    }

    private static void collect(String whose, Patient patient, Map<String, String> labels, StringBuilder plain) {
        for (PatientField field : PatientField.all()) {
            String text = field.textOf(patient);
            if (text == null) {
                continue;
            }
            if (field.encrypted()) {
                labels.putIfAbsent(text, field.name() + " of " + whose);
            } else {
                plain.append(text).append('\n');
            }
        }
    }

    /** What plain columns hold as well may be found, and is no failure. */
    private static Set<String> standingIn(String plain, Map<String, List<Needle>> needles) {
        Map<Needle, String> texts = new IdentityHashMap<>();
        needles.forEach((text, encodings) -> encodings.forEach(needle -> texts.put(needle, text)));
        FileSearch search = new FileSearch(List.copyOf(texts.keySet()));
        Set<String> found = new HashSet<>();
        for (byte[] encoding : Needles.encodings(plain).values()) {
            search.searchBytes(encoding).forEach(needle -> found.add(Objects.requireNonNull(texts.get(needle))));
        }
        return found;
    }

    /**
     * Searches.
     *
     * @param directory where the closed database is
     * @return PASS if no plaintext of an encrypted field was found, and the plain one was
     * @throws IOException if a file cannot be read
     */
    public Verdict search(Path directory) throws IOException {
        List<FileSearch.Hit> hits = encrypted.searchDirectory(directory);
        List<FileSearch.Hit> control = this.control.searchDirectory(directory);
        List<String> details = new ArrayList<>();
        details.add("searched " + DataFiles.describe(directory) + " at every byte for " + encrypted.count()
                + " byte strings: " + values + " values in up to 4 encodings, of 8 bytes or more");
        if (shared > 0) {
            details.add(shared + " more values also stand in plain columns and were not searched for");
        }
        hits.stream().limit(SHOWN).forEach(hit -> details.add("found " + hit));
        long found = hits.stream().map(hit -> hit.needle().label()).distinct().count();
        details.add("found of encrypted fields: " + found + " values");
        details.add(
                "control, a text in a plain column: " + (control.isEmpty() ? "not found" : "found " + control.get(0)));
        return new Verdict(
                hits.isEmpty() && !control.isEmpty(),
                "no plaintext of an encrypted field is in any file of the database, and the search can find one",
                details);
    }
}
