package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.probe.ProbeJvm.Ended;
import io.rowseal.probe.ProbeJvm.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 3 and 6: what the doctor says about a JVM, each in a JVM of its own. */
class DoctorTest {

    private static final String DOCTOR = "io.rowseal.doctor.Doctor";
    private static final String DATABASE_PASSWORD = "hunter2-of-the-database";
    private static final String NEXT_LINE = "security.provider." + ProbeJvm.freeNumber() + "=Rowseal";

    @TempDir
    private Path directory;

    private ProbeJvm jvm(Layout layout) throws Exception {
        return new ProbeJvm(layout, directory);
    }

    private Ended examine(ProbeJvm jvm, String... arguments) throws Exception {
        Ended ended = jvm.run(DOCTOR, arguments);
        assertThat(ended.output()).doesNotContain(Configurations.PASSWORD).doesNotContain(DATABASE_PASSWORD);
        return ended;
    }

    private static void assertHealthy(Ended ended) {
        assertThat(ended.output()).endsWith("healthy" + System.lineSeparator()).doesNotContain("PROBLEM");
        assertThat(ended.exitCode()).isZero();
    }

    /** One problem, in one line. */
    private static String problem(Ended ended) {
        assertThat(ended.exitCode()).as(ended.output()).isEqualTo(1);
        assertThat(ended.output())
                .contains("1 problem to put right")
                .containsOnlyOnce("PROBLEM: ")
                .doesNotContain("\tat ");
        return ended.output()
                .lines()
                .filter(line -> line.startsWith("PROBLEM: "))
                .findFirst()
                .orElseThrow();
    }

    /** The files of the directory with their content. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                found.put(
                        directory.relativize(file).toString(),
                        java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return found;
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void aRegisteredProviderWithItsStoresIsHealthyAndNothingChanges(Layout layout) throws Exception {
        ProbeJvm jvm = jvm(layout).providerLine("Rowseal " + Configurations.write(directory));
        assertThat(jvm.ask("configured")).containsEntry("configured", "works");
        Map<String, String> before = files();
        Ended ended = examine(jvm);
        assertHealthy(ended);
        int number = ProbeJvm.freeNumber();
        assertThat(ended.output())
                .contains(System.getProperty("java.vendor"), System.getProperty("java.runtime.version"))
                .contains("position " + number + " of " + number)
                .contains("in java.security: " + NEXT_LINE + " " + directory.resolve("rowseal.properties"))
                .contains("(the system class loader)")
                .contains(layout == Layout.MODULE_PATH ? "io.rowseal\n" : "it stands on the class path")
                .contains("it does not verify provider signatures")
                .contains("seals and opens a message")
                .containsPattern("primitives +of the provider SunJCE")
                .containsPattern("self test +passed")
                .contains("PKCS#12 file", "active 'master-1'", "letters", "in the file ", "secret.txt")
                .containsPattern("kek of the scope +1 of 1 unwrapped and verified");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatTheConfigurationAllowsToCreateIsNotCreated() throws Exception {
        ProbeJvm jvm = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + Configurations.write(directory));
        Map<String, String> before = files();
        Ended ended = examine(jvm);
        assertHealthy(ended);
        assertThat(ended.output()).contains("will be created at the first use");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aLineWithoutArgumentIsHealthy() throws Exception {
        Ended ended = examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal"));
        assertHealthy(ended);
        assertThat(ended.output()).contains("none: ciphers take the keys of the rings that the application builds");
    }

    @Test
    void aProviderThatIsNotRegisteredIsToldWithTheLineToWrite() throws Exception {
        assertThat(problem(examine(jvm(Layout.CLASS_PATH)))).contains("not registered", NEXT_LINE);
    }

    @Test
    void aConfigurationFileCanBeExaminedWithoutRegistration() throws Exception {
        Path file = Configurations.write(directory);
        Ended ended = examine(jvm(Layout.CLASS_PATH), file.toString());
        assertHealthy(ended);
        assertThat(ended.output()).contains("not in java.security");
    }

    @Test
    void aGapInTheNumberingIsToldWithTheNumberThatIsMissing() throws Exception {
        int free = ProbeJvm.freeNumber();
        Ended ended = examine(jvm(Layout.CLASS_PATH)
                .securityProperties("security.provider." + (free + 2) + "=Rowseal /etc/rowseal.properties"));
        assertThat(problem(ended))
                .contains("security.provider." + free + " is missing")
                .contains("security.provider." + (free + 2) + "=Rowseal /etc/rowseal.properties")
                .contains("numbers [" + free + "]");
    }

    @Test
    void theDocumentationShowsWhatIsPrinted() throws Exception {
        int free = ProbeJvm.freeNumber();
        Ended ended = examine(jvm(Layout.CLASS_PATH)
                .securityProperties("security.provider." + (free + 1) + "=Rowseal /etc/app/rowseal.properties"));
        String shown = Documentation.blocks("jca.md", "<!-- output: DoctorTest.java -->")
                .get(0);
        // The JDK of the page has 12 providers.
        String printed = (problem(ended) + "\n1 problem to put right\n")
                .replace("number " + (free - 1), "number 12")
                .replace("." + (free + 1) + "=", ".14=")
                .replace("." + free + " ", ".13 ")
                .replace("[" + free + "]", "[13]");
        assertThat(printed).isEqualTo(shown);
    }

    @Test
    void aMisspelledNameIsTold() throws Exception {
        Ended ended = examine(jvm(Layout.CLASS_PATH).providerLine("rowseal /etc/rowseal.properties"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("write " + NEXT_LINE + " /etc/rowseal.properties");
    }

    @Test
    void aSecondLineIsTold() throws Exception {
        int free = ProbeJvm.freeNumber();
        Ended ended = examine(jvm(Layout.CLASS_PATH)
                .securityProperties(NEXT_LINE, "security.provider." + (free + 1) + "=io.rowseal.jca.RowsealProvider"));
        assertThat(problem(ended)).contains("more than once", "leave one line");
    }

    @Test
    void aPropertyThatIsNotSetIsTold() throws Exception {
        Ended ended = examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal ${config.directory}/rowseal.properties"));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("config.directory", "set every system property")
                .doesNotContain("\tat ");
    }

    @Test
    void anUnreadableFileOfAddedPropertiesIsTold() throws Exception {
        Ended ended = examine(
                jvm(Layout.CLASS_PATH).option("-Djava.security.properties=" + directory.resolve("absent.security")));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("absent.security of -Djava.security.properties cannot be read");
    }

    @Test
    void aMissingConfigurationFileIsTold() throws Exception {
        Path missing = directory.resolve("missing.properties");
        assertThat(problem(examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal " + missing))))
                .contains(missing.toString(), "the file does not exist: create it or correct its name");
    }

    @Test
    void aBadConfigurationIsToldWithoutItsValues() throws Exception {
        Path file = Configurations.write(directory, "master-key-store.pkcs12.password=" + Configurations.PASSWORD);
        assertThat(problem(examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file))))
                .contains("[master-key-store.pkcs12.password] are unknown");
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        ProbeJvm jvm = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + Configurations.write(directory));
        assertThat(jvm.ask("configured")).containsEntry("configured", "works");
        Files.writeString(directory.resolve("secret.txt"), DATABASE_PASSWORD);
        assertThat(problem(examine(jvm))).contains("masters.p12", "does not open with this password");
    }

    @Test
    void aPasswordFileThatIsMissingIsTold() throws Exception {
        Path file = Configurations.write(directory);
        Files.delete(directory.resolve("secret.txt"));
        assertThat(problem(examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file))))
                .contains("secret.txt does not exist: create it");
    }

    @Test
    void aLostMasterKeyFileIsToldAndNotCreated() throws Exception {
        ProbeJvm jvm = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + Configurations.write(directory));
        assertThat(jvm.ask("configured")).containsEntry("configured", "works");
        Files.delete(directory.resolve("masters.p12"));
        assertThat(problem(examine(jvm))).contains("masters.p12 is missing", "restore it from its backup");
        assertThat(directory.resolve("masters.p12")).doesNotExist();
    }

    @Test
    void aMasterKeyFileOfOtherDataIsTold() throws Exception {
        ProbeJvm jvm = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + Configurations.write(directory));
        assertThat(jvm.ask("configured")).containsEntry("configured", "works");
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(new ProbeJvm(Layout.CLASS_PATH, other)
                        .providerLine("Rowseal " + Configurations.write(other))
                        .ask("configured"))
                .containsEntry("configured", "works");
        Files.copy(
                other.resolve("masters.p12"),
                directory.resolve("masters.p12"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ended ended = examine(jvm);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .containsPattern("kek of the scope +0 of 1 unwrapped")
                .contains("PROBLEM: ");
    }

    @Test
    void anUnreachableDatabaseIsToldWithoutTheParametersOfItsUrl() throws Exception {
        Path file = Configurations.write(
                directory,
                "kek-store.jdbc.url=jdbc:postgresql://127.0.0.1:1/app?password=" + DATABASE_PASSWORD,
                "master-key-store.pkcs12.create-if-missing=true");
        Ended ended = examine(jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "PROBLEM: the KEK store in table rowseal_kek of jdbc:postgresql://127.0.0.1:1/app cannot be reached")
                .contains("make the KEK store reachable first");
        assertThat(directory.resolve("masters.p12")).doesNotExist();
    }

    @Test
    void aMissingTableIsToldWithItsDdlAndNotCreated() throws Exception {
        Path file = Configurations.write(directory);
        ProbeJvm jvm = jvm(Layout.CLASS_PATH);
        assertThat(jvm.providerLine("Rowseal " + file).ask("configured")).containsEntry("configured", "works");
        try (var connection =
                        java.sql.DriverManager.getConnection("jdbc:h2:file:" + directory.resolve("keks"), "sa", "");
                var statement = connection.createStatement()) {
            statement.execute("drop table rowseal_kek");
        }
        Configurations.write(directory, "kek-store.jdbc.create-if-missing=false");
        String told = examine(jvm).output();
        assertThat(told)
                .containsPattern(
                        "PROBLEM: .*the table or its schema is missing: create it with create table .*rowseal_kek")
                .doesNotContain("--");
        assertThat(examine(jvm).output()).contains("the table or its schema is missing");
    }

    @Test
    void aMissingDriverIsTold() throws Exception {
        Path file = Configurations.write(directory);
        Path jar = ModuleJar.build(directory);
        Ended ended = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file).runJar(jar);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "put the database's driver on the class path",
                        jar.getFileName().toString());
    }

    @Test
    void aLimitedCryptoPolicyIsTold() throws Exception {
        Ended ended = examine(jvm(Layout.CLASS_PATH).securityProperties("crypto.policy=limited", NEXT_LINE));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("crypto.policy=unlimited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose", "", "-"})
    void wrongUsageIsExitCodeTwo(String argument) throws Exception {
        Ended ended = examine(jvm(Layout.CLASS_PATH), argument);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).startsWith("usage: java ");
        assertThat(examine(jvm(Layout.CLASS_PATH), "a", "b").exitCode()).isEqualTo(2);
        assertThat(examine(jvm(Layout.CLASS_PATH), "--help").exitCode()).isZero();
    }
}
