package io.rowseal.examples.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.examples.clinic.patient.PatientField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClinicRunTest {

    @TempDir
    private Path parent;

    private final Output output = new Output();

    @Test
    void importsTheBundledPatientsAndProvesItself() {
        int exitCode = run("--dir=" + parent.resolve("data"));

        assertThat(exitCode).as(output.text()).isEqualTo(ClinicRun.HELD);
        assertThat(output.text())
                .contains(
                        "imported 240/240 rows",
                        "All 6 proofs held",
                        "TamperedException",
                        "finds [Patient 1], the right one")
                .doesNotContain("FAIL")
                .containsPattern("rows +240\n")
                .containsPattern("row keys, each different +240\n")
                .containsPattern("sealed values, with a key of their own +0\n");
        assertThat(parent.resolve("data").resolve("master-keys.password")).exists();
    }

    @Test
    void importsAnyFileByAMappingWithAPasswordOfTheCaller() throws IOException {
        Path csv = write("Who,Code\nOne,0000000001\nTwo,\n\"Three, the third\",0000000003\n");

        int exitCode = new ClinicRun(output.console(true), "pa$$ {wo\\rd}")
                .run("--csv=" + csv, "--map=name=Who,ticket=Code", "--dir=" + parent.resolve("data"));

        assertThat(exitCode).as(output.text()).isEqualTo(ClinicRun.HELD);
        assertThat(output.text())
                .contains("mapping:    name=Who, ticket=Code", "ticket = '0000000001' finds [Patient 1]")
                .doesNotContain("pa$$");
        assertThat(parent.resolve("data").resolve("master-keys.password")).doesNotExist();
    }

    @Test
    void plaintextBesideTheEncryptedColumnsFailsTheRun() {
        int exitCode =
                new ClinicRun(output.console(false), null, LeakyAudit.class).run("--dir=" + parent.resolve("data"));

        assertThat(exitCode).as(output.text()).isEqualTo(ClinicRun.FAILED);
        assertThat(output.text())
                .contains(
                        "FAIL  no plaintext of an encrypted field",
                        "found name of imported row 2 as UTF-8",
                        "found of encrypted fields: 241 values",
                        "2 of 6 proofs FAILED");
    }

    @Test
    void emailThatTwoRowsHaveIsBadInputAndNothingIsImported() throws IOException {
        Path csv = write("name,email\nOne,same@example.org\nTwo,same@example.org\n");

        int exitCode = run("--csv=" + csv, "--dir=" + parent.resolve("data"));

        assertThat(exitCode).as(output.text()).isEqualTo(ClinicRun.BAD_INPUT);
        assertThat(output.text()).contains("two rows have the same email", "nothing was imported");
    }

    @Test
    void badFileIsFoundBeforeAnythingIsCreated() throws IOException {
        Path csv = write("name,age\nOne,1\nTwo,two\n");

        int exitCode = run("--csv=" + csv, "--dir=" + parent.resolve("data"));

        assertThat(exitCode).isEqualTo(ClinicRun.BAD_INPUT);
        assertThat(output.text())
                .isEqualTo("clinic: " + csv
                        + ", row 2 (line 3), column 'age' (field age) is not a decimal number such as 28.5;"
                        + " nothing was imported\n");
        assertThat(parent.resolve("data")).doesNotExist();
    }

    @Test
    void unknownArgumentsAndFieldsAreBadInput() {
        assertThat(run("--cvs=x")).isEqualTo(ClinicRun.BAD_INPUT);
        assertThat(run("--map=nmae=name", "--dir=" + parent.resolve("data"))).isEqualTo(ClinicRun.BAD_INPUT);
        assertThat(output.text())
                .contains("Unknown option: '--cvs=x'", "there is no field 'nmae'", PatientField.names());
        assertThat(parent.resolve("data")).doesNotExist();
    }

    @Test
    void helpIsNoFailure() {
        assertThat(run("--help")).isEqualTo(ClinicRun.HELD);
        assertThat(output.text()).contains("Usage:");
    }

    private int run(String... arguments) {
        return new ClinicRun(output.console(false), null).run(arguments);
    }

    private Path write(String csv) throws IOException {
        return Files.writeString(parent.resolve("input.csv"), csv);
    }
}
