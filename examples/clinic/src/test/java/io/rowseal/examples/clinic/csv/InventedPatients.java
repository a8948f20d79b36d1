package io.rowseal.examples.clinic.csv;

import io.rowseal.examples.clinic.patient.BloodGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Makes the bundled file of patients, the same each time. To change the file, change this or {@link InventedNames}, run the main
 * method in the module's directory, and commit both.
 */
final class InventedPatients {

    private static final String[] HEADER = {
        "name",
        "birthDate",
        "age",
        "email",
        "ticket",
        "phone",
        "diagnosis",
        "bloodGroup",
        "room",
        "fee",
        "insured",
        "notes",
        "sex",
        "admissionClass",
        "ward"
    };
    private static final List<String> DIAGNOSES = List.of(
            "Migraine without aura",
            "Seasonal rhinitis",
            "Sprained ankle, left",
            "Essential hypertension",
            "Iron deficiency anaemia",
            "Acute bronchitis",
            "Type 2 diabetes",
            "Tennis elbow",
            "Vitamin D deficiency",
            "Atopic dermatitis",
            "Lumbar strain",
            "Gastritis \"of the season\"",
            "Fractured wrist",
            "Tension headache");
    private static final List<String> WARDS = List.of("North", "South", "Garden", "Harbour");
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final int OLDEST_DAYS = 97 * 365;
    private static final double DAYS_PER_YEAR = 365.25;

    private final Random random = new Random(20260101);
    private int number;

    private InventedPatients() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of("src", "main", "resources", "patients.csv"), csv());
    }

    static String csv() {
        StringBuilder csv = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader(HEADER)
                .get();
        try (CSVPrinter printer = new CSVPrinter(csv, format)) {
            InventedPatients patients = new InventedPatients();
            for (InventedNames names : InventedNames.ALL) {
                for (String last : names.last()) {
                    for (String first : names.first()) {
                        printer.printRecord((Object[]) patients.next(names, first + " " + last));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private String[] next(InventedNames names, String name) {
        number++;
        LocalDate birth = TODAY.minusDays(1 + random.nextInt(OLDEST_DAYS));
        double age = (TODAY.toEpochDay() - birth.toEpochDay()) / DAYS_PER_YEAR;
        return new String[] {
            name,
            birth.toString(),
            String.format(Locale.ROOT, age < 2 ? "%.2f" : "%.1f", age),
            String.format(Locale.ROOT, "%s.%03d@example.org", names.latin(), number),
            // Families share a ticket now and then.
            String.format(Locale.ROOT, "TK-%06d", 100_003 * (number - number % 9 / 8) % 999_983),
            unless(number % 11 == 0, String.format(Locale.ROOT, "+00 555 %03d %04d", number, random.nextInt(10_000))),
            any(DIAGNOSES),
            unless(number % 13 == 0, any(List.of(BloodGroup.values())).name()),
            String.format(
                    Locale.ROOT,
                    "%s-%d%02d",
                    "ABCD".charAt(random.nextInt(4)),
                    1 + random.nextInt(4),
                    random.nextInt(30)),
            String.format(Locale.ROOT, "%d.%02d", 20 + random.nextInt(900), random.nextInt(100)),
            random.nextInt(5) > 0 ? "yes" : "no",
            unless(number % 7 == 0, any(names.notes())),
            random.nextBoolean() ? "female" : "male",
            String.valueOf(1 + random.nextInt(3)),
            any(WARDS)
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String unless(boolean missing, String value) {
        return missing ? "" : value;
    }
}
