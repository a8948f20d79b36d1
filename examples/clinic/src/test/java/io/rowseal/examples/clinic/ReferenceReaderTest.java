package io.rowseal.examples.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.examples.clinic.csv.CsvTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has the database, the key file and its password needs nothing of ours: docs/reference opens them. */
class ReferenceReaderTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path parent;

    @Test
    void f22_theReferenceReaderOpensTheClinicFromItsFilesAndPasswordAlone() throws Exception {
        boolean present = Files.isExecutable(PYTHON)
                && new ProcessBuilder(PYTHON.toString(), "-c", "import cryptography")
                                .start()
                                .waitFor()
                        == 0;
        assumeThat(present || "true".equals(System.getenv("CI")))
                .as("python3 or its package cryptography is missing: install python3-cryptography to run the"
                        + " reference reader; in CI this fails")
                .isTrue();
        Path data = parent.resolve("data");
        assertThat(new ClinicRun(new Output().console(false), null).run("--dir=" + data))
                .isEqualTo(ClinicRun.HELD);

        List<String> rows = open(dump(data.resolve("clinic")), data);

        CsvTable imported = ClinicRun.bundled();
        // One more is the canary of the proof that nothing is in clear.
        assertThat(rows).hasSize(imported.rows().size() + 1);
        for (CsvTable.Row patient : imported.rows()) {
            assertThat(rows.stream().filter(row -> holds(row, imported.header(), patient.values())))
                    .as(patient.place())
                    .hasSize(1);
        }
    }

    private Path dump(Path database) throws SQLException {
        Path dump = parent.resolve("dump.sql");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + database, "", "");
                PreparedStatement script =
                        connection.prepareStatement("script columns nosettings to ? charset 'UTF-8'")) {
            script.setString(1, dump.toString());
            script.execute();
        }
        return dump;
    }

    private static List<String> open(Path dump, Path data) throws IOException, InterruptedException {
        ProcessBuilder reader = new ProcessBuilder(
                PYTHON.toString(),
                "-B",
                docs().resolve("reference/rowseal_reader.py").toString(),
                "--open",
                dump.toString(),
                data.resolve("master-keys.p12").toString());
        reader.environment().put("ROWSEAL_PASSWORD", Files.readString(data.resolve("master-keys.password")));
        reader.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = reader.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static Path docs() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve("docs/reference"))) {
            here = here.getParent();
        }
        assertThat(here).as("a directory with docs/reference").isNotNull();
        return here.resolve("docs");
    }

    /** Text and dates as they were imported; an empty field is null. */
    private static boolean holds(String row, List<String> header, List<String> patient) {
        return Stream.of("name", "birthDate", "email", "ticket", "phone", "diagnosis", "bloodGroup", "room", "notes")
                .allMatch(field -> {
                    String value = patient.get(header.indexOf(field));
                    String column = field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
                    return row.contains("\"" + column + "\": " + (value.isEmpty() ? "null" : json(value)));
                });
    }

    private static String json(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
