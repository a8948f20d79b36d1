package io.rowseal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.jca.RowsealProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor without a JVM of its own; what depends on the JVM's start is in io.rowseal.probe.DoctorTest. */
class DoctorReportTest {

    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void removeProvider() {
        Security.removeProvider(RowsealProvider.NAME);
    }

    private int examine(String... arguments) {
        int exitCode = Doctor.run(new PrintStream(printed, true, StandardCharsets.UTF_8), arguments);
        assertThat(printed()).doesNotContain(PASSWORD);
        return exitCode;
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String configuration() throws Exception {
        Files.writeString(directory.resolve("secret.txt"), PASSWORD);
        return Files.writeString(directory.resolve("rowseal.properties"), """
                        master-key-store.pkcs12.file = masters.p12
                        master-key-store.pkcs12.password-file = secret.txt
                        master-key-store.pkcs12.create-if-missing = true
                        kek-store.jdbc.url = jdbc:h2:file:%s
                        kek-store.jdbc.create-if-missing = true
                        """.formatted(directory.resolve("keks")))
                .toString();
    }

    private RowsealProvider register(String file) {
        RowsealProvider provider = (RowsealProvider) new RowsealProvider().configure(file);
        Security.addProvider(provider);
        return provider;
    }

    @Test
    void aProviderThatTheApplicationRegisteredIsFoundWithItsConfiguration() throws Exception {
        String file = configuration();
        register(file).keyRing().close();
        assertThat(examine()).as(printed()).isZero();
        assertThat(printed())
                .contains("registered            in code", "active 'master-1'", file)
                .endsWith("healthy" + System.lineSeparator());
    }

    @Test
    void kekRecordsOfAnotherScopeAreNotUnwrapped() throws Exception {
        RowsealProvider provider = register(configuration());
        javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("Envelope", provider);
        cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, provider.key("tenant-7"));
        provider.keyRing().close();
        assertThat(examine()).as(printed()).isZero();
        assertThat(printed()).containsPattern("KEK records +present").containsPattern("kek of the scope +none yet");
    }

    @Test
    void anotherConfigurationFileThanTheRegisteredOneIsSaid() throws Exception {
        register("/etc/other.properties");
        assertThat(examine(configuration())).as(printed()).isZero();
        assertThat(printed()).contains("java.security names another configuration file: /etc/other.properties");
    }

    @Test
    void aProblemOfManyLinesIsPrintedInOne() {
        Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
        report.problem("create it with\n-- a comment\ncreate table t (\n    c int\n);\n");
        assertThat(report.end()).isFalse();
        assertThat(printed().lines())
                .containsExactly("PROBLEM: create it with create table t ( c int );", "1 problem to put right");
    }

    @Test
    void whatOthersWroteReachesTheTerminalWithoutItsControlCharacters() {
        Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));
        report.fact("store", "a\u001b[2J\u202e\rhealthy");
        report.problem("b\u0007\u2028PROBLEM: none");
        assertThat(report.end()).isFalse();
        assertThat(printed().lines())
                .containsExactly(
                        "store                 a\\u001b[2J\\u202e healthy",
                        "PROBLEM: b\\u0007 PROBLEM: none",
                        "1 problem to put right");
    }

    @Test
    void theListOfProvidersEndsAtTheFirstNumberWithoutAName() {
        List<ProviderLine> lines = List.of(
                new ProviderLine(1, "A", null),
                new ProviderLine(2, "B", null),
                new ProviderLine(4, "Rowseal", "/etc/app.properties"));
        assertThat(ProviderLine.end(lines)).isEqualTo(3);
        assertThat(ProviderLine.end(List.of())).isEqualTo(1);
        assertThat(ProviderLine.end(List.of(new ProviderLine(1, "A", null), new ProviderLine(2, "", null))))
                .isEqualTo(2);
        assertThat(lines.get(2)).hasToString("security.provider.4=Rowseal /etc/app.properties");
    }

    @Test
    void aClassOfADirectoryAndAClassOfTheJdkHaveNoSigner() throws Exception {
        assertThat(JarSignature.signersOf(RowsealProvider.class)).isEmpty();
        assertThat(JarSignature.signersOf(String.class)).isEmpty();
    }
}
