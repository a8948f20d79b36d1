package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.migration.DdlMain;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that generates migrations. */
class DdlMainTest {

    private static final String ENTITY = "--entities=" + ClubMember.class.getName();

    @Entity(name = "UniqueCiphertext")
    static class UniqueCiphertext {
        @Id
        Long id;

        @Encrypted
        @Column(unique = true)
        String email;
    }

    @Entity(name = "NoIdentifier")
    static class NoIdentifier {
        @Encrypted
        String email;
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @Test
    void f33c_packagesAreSearchedWithThoseBelow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = DdlMain.run(
                new PrintStream(out), System.err, "--packages=io.rowseal.hibernate.scanned", "--database=postgresql");

        assertThat(code).isZero();
        assertThat(text(out)).contains("alter table Parcel add column street bytea;");
        assertRefused(2, "package 'no.such' has no mapped classes", "--packages=no.such", "--database=h2");
    }

    @Test
    void writesFilesOnceIntoANewDirectory() throws IOException {
        Path made = directory.resolve("db/migration");
        String[] arguments = {
            ENTITY,
            "--database=postgresql",
            "--online",
            "--version=7",
            "--setting.hibernate.physical_naming_strategy=org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
            "--output=" + made
        };

        assertThat(run(arguments)).isZero();

        assertThat(text(out)).contains("V7__rowseal.sql", "V8__rowseal_indexes.sql.conf");
        assertThat(made.resolve("V7__rowseal.sql")).content().contains("add column row_key bytea;");
        assertThat(Files.readString(made.resolve("V8__rowseal_indexes.sql")))
                .contains("create unique index concurrently uk_club_member_email_bidx on club_member (email_bidx);");
        assertThat(made.resolve("V8__rowseal_indexes.sql.conf")).hasContent("executeInTransaction=false");

        Files.delete(made.resolve("V7__rowseal.sql"));
        assertRefused(1, "V8__rowseal_indexes.sql' exists and is not replaced", arguments);
        assertThat(made.resolve("V7__rowseal.sql")).doesNotExist();
    }

    @Test
    void theCommandOfThePageRuns() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "databases.md"));
        String command = page.substring(page.indexOf("DdlMain", page.indexOf("<!-- command -->")));
        String[] arguments = Stream.of(
                        command.substring(0, command.indexOf("```")).split("\\s+"))
                .filter(word -> word.startsWith("--"))
                .map(word -> word.startsWith("--entities=") ? ENTITY : word)
                .map(word -> word.startsWith("--output=") ? "--output=" + directory : word)
                .toArray(String[]::new);

        assertThat(arguments).hasSizeGreaterThan(7);
        assertThat(run(arguments)).isZero();
        assertThat(text(out)).contains("V2__rowseal.sql", "V3__rowseal_indexes.sql");
    }

    @Test
    void printsTheFilesWithoutADirectory() {
        assertThat(run(ENTITY, "--database=h2", "--format=liquibase")).isZero();
        assertThat(text(out)).contains("<changeSet id=\"rowseal-1-columns\"");
    }

    @Test
    void aScriptTellsWhatMustNotBeInATransaction() {
        assertThat(run(ENTITY, "--database=postgresql", "--format=sql", "--online", "--version=3"))
                .isZero();
        assertThat(text(out))
                .startsWith("-- rowseal-3.sql\n-- Rowseal: columns\n")
                .contains("-- Rowseal: indexes; run each of these statements outside a transaction\ncreate index ");
    }

    @Test
    void valuesMayStandBehindTheirOptions() {
        run(ENTITY, "--database=h2", "--setting.rowseal.mode.ClubMember.city=write-plaintext until 2999-12-31");
        String expected = text(out);

        assertThat(run(
                        "--entities",
                        ClubMember.class.getName(),
                        "--database",
                        "H2",
                        "--setting",
                        "rowseal.mode.ClubMember.city=write-plaintext until 2999-12-31"))
                .isZero();
        assertThat(text(out)).isEqualTo(expected).contains("varchar(1180)");
    }

    @Test
    void widensTheColumnOfAnAttributeWithAMode() {
        assertThat(run(
                        ENTITY,
                        "--database=h2",
                        "--setting.rowseal.mode.ClubMember.city=write-plaintext until 2999-12-31"))
                .isZero();
        assertThat(text(out)).contains("alter column city set data type varchar(1180)");
    }

    @Test
    void wrongOptionsAreToldInOneLine() {
        assertRefused(2, "h2, postgresql, mariadb", ENTITY, "--database=db2");
        assertRefused(2, "no option --modus: use --entities", ENTITY, "--database=h2", "--modus=add");
        assertRefused(2, "no class 'no.Such'", "--entities=no.Such", "--database=h2");
        assertRefused(2, "leave out online", ENTITY, "--database=h2", "--mode=create", "--online");
        assertRefused(2, "give --database=", ENTITY);
        assertRefused(2, "give --entities=..., --packages=... or --persistence-unit=", "--database=h2");
        assertRefused(2, "'add' is no option", "add");
        assertRefused(2, "'maybe' is not a boolean", ENTITY, "--database=h2", "--online=maybe");
        assertRefused(2, "'two' is not an int", ENTITY, "--database=h2", "--version=two");
        assertRefused(2, "Missing required parameter for option '--database'", ENTITY, "--database");
        assertRefused(2, "flyway, liquibase, sql", ENTITY, "--database=h2", "--format=xml");
    }

    @Test
    void refusedMappingsAreToldInOneLine() throws IOException {
        assertRefused(1, "UniqueCiphertext.email'", "--entities=" + UniqueCiphertext.class.getName(), "--database=h2");
        assertRefused(
                1, "Hibernate cannot read the mapping", "--entities=" + NoIdentifier.class.getName(), "--database=h2");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertRefused(1, "cannot be written", ENTITY, "--database=h2", "--output=" + file);
    }

    @Test
    void usageIsPrintedOnRequestAndWithoutArguments() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("--entities=", "--database=", "--setting.");
        String usage = text(out);

        assertThat(run()).isEqualTo(2);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).isEqualTo(usage);
    }

    @Test
    void aProcessPrintsNothingButTheFilesAndEndsWithACode() throws Exception {
        Path printed = directory.resolve("printed.sql");
        assertThat(process(printed, ENTITY, "--database=h2")).isZero();
        run(ENTITY, "--database=h2");
        assertThat(printed).content().isEqualTo(text(out));

        assertThat(process(printed, ENTITY)).isEqualTo(2);
        assertThat(printed).isEmptyFile();
    }

    private static int process(Path printed, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DdlMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(new File(printed + ".err"))
                .start()
                .waitFor();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return DdlMain.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private void assertRefused(int code, String message, String... arguments) {
        assertThat(run(arguments)).as(message).isEqualTo(code);
        assertThat(text(out)).isEmpty();
        assertThat(text(err).lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(message);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
