package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.probe.ProbeJvm.Ended;
import io.rowseal.probe.ProbeJvm.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules R2, R6 and R9: ways to register the provider, each in a JVM of its own. */
class RegistrationTest {

    private static final String CLASS_NAME = "io.rowseal.jca.RowsealProvider";

    @TempDir
    private Path directory;

    private ProbeJvm jvm(Layout layout) throws Exception {
        return new ProbeJvm(layout, directory);
    }

    private Path configuration(String... changes) throws IOException {
        return Configurations.write(directory, changes);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void r09_addedByTheApplication(Layout layout) throws Exception {
        assertThat(jvm(layout).ask("add", "last", "own-ring", "module"))
                .containsEntry("add", "true")
                .containsEntry("last", "true")
                .containsEntry("own-ring", "works")
                .containsEntry("module", layout == Layout.MODULE_PATH ? "io.rowseal" : "null");
    }

    @ParameterizedTest
    @CsvSource({"CLASS_PATH, Rowseal", "CLASS_PATH, " + CLASS_NAME, "MODULE_PATH, Rowseal", "MODULE_PATH, " + CLASS_NAME
    })
    void r09_aLineWithoutArgument(Layout layout, String name) throws Exception {
        assertThat(jvm(layout).providerLine(name).ask("present", "last", "own-ring", "configured", "sha"))
                .containsEntry("present", "true")
                .containsEntry("last", "true")
                .containsEntry("own-ring", "works")
                .containsEntry("sha", "SHA-256")
                .hasEntrySatisfying(
                        "configured",
                        answer -> assertThat(answer)
                                .startsWith("ConfigurationException: ")
                                .contains("security.provider.N=Rowseal /path"));
    }

    @ParameterizedTest
    @CsvSource({"CLASS_PATH, Rowseal", "CLASS_PATH, " + CLASS_NAME, "MODULE_PATH, Rowseal", "MODULE_PATH, " + CLASS_NAME
    })
    void r09_aLineWithAConfigurationFile(Layout layout, String name) throws Exception {
        ProbeJvm jvm = jvm(layout).providerLine(name + " " + configuration());
        for (int start = 0; start < 2; start++) {
            assertThat(jvm.ask("present", "configured", "configured-scope", "key-twice", "own-ring"))
                    .containsEntry("present", "true")
                    .containsEntry("configured", "works")
                    .containsEntry("configured-scope", "letters")
                    .containsEntry("key-twice", "true")
                    .containsEntry("own-ring", "works");
        }
    }

    @Test
    void r09_thePasswordMayStandInTheEnvironmentAndTheArgumentNameAProperty() throws Exception {
        configuration("master-key-store.pkcs12.password-file=", "kek-store.jdbc.password-env=ROWSEAL_TEST_DB");
        Path file = directory.resolve("rowseal.properties");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "master-key-store.pkcs12.password-file=",
                                "master-key-store.pkcs12.password-env=ROWSEAL_TEST_PASSWORD"));
        assertThat(jvm(Layout.CLASS_PATH)
                        .providerLine("Rowseal ${config.directory}/rowseal.properties")
                        .option("-Dconfig.directory=" + directory)
                        .environment("ROWSEAL_TEST_PASSWORD", "one of many passwords")
                        .environment("ROWSEAL_TEST_DB", "db password")
                        .ask("configured"))
                .containsEntry("configured", "works");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void r09_aMissingFileLeavesTheProviderPresentAndIsNamedByEveryUse(Layout layout) throws Exception {
        Path missing = directory.resolve("missing.properties");
        Map<String, String> answers =
                jvm(layout).providerLine("Rowseal " + missing).ask("present", "own-ring", "configured", "sha");
        assertUseless(answers, missing);
        assertThat(answers.get("configured")).contains("the file does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "master-key-store.pkcs12.fiel=x | master-key-store.pkcs12.fiel",
                "kek-store.memory=true | kek-store.memory",
                "kek-store.jdbc.url=jdbc:h2:mem:x | in memory",
                "master-key-store.pkcs12.create-if-missing=yes | true or false",
                "master-key-store.pkcs12.password-env=X | choose one",
                "master-key-store.pkcs12.file= | is empty",
                "scope=\\uZZZZ | cannot be read as properties"
            })
    void r09_aBadFileLeavesTheProviderPresentAndIsNamedByEveryUse(String line, String told) throws Exception {
        Path file = configuration(line);
        Map<String, String> answers =
                jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file).ask("present", "own-ring", "configured", "sha");
        assertUseless(answers, file);
        assertThat(answers.get("configured")).contains(told);
    }

    private static void assertUseless(Map<String, String> answers, Path file) {
        assertThat(answers).containsEntry("present", "true").containsEntry("sha", "SHA-256");
        assertThat(answers.get("own-ring")).startsWith("InvalidKeyException: ").contains(file.toString());
        assertThat(answers.get("configured")).startsWith("ConfigurationException: ");
        assertThat(answers.get("own-ring").substring("InvalidKeyException: ".length()))
                .isEqualTo(answers.get("configured").substring("ConfigurationException: ".length()));
    }

    @Test
    void r09_aWrongPasswordIsToldAndHurtsNoOtherRing() throws Exception {
        Path file = configuration();
        ProbeJvm jvm = jvm(Layout.CLASS_PATH).providerLine("Rowseal " + file);
        assertThat(jvm.ask("configured")).containsEntry("configured", "works");
        Files.writeString(directory.resolve("secret.txt"), "wrong");
        assertThat(jvm.ask("configured", "own-ring"))
                .containsEntry("own-ring", "works")
                .hasEntrySatisfying(
                        "configured",
                        answer -> assertThat(answer)
                                .startsWith("ConfigurationException: ")
                                .contains("password"));
        Files.delete(directory.resolve("secret.txt"));
        assertThat(jvm.ask("configured"))
                .hasEntrySatisfying(
                        "configured",
                        answer -> assertThat(answer).contains("secret.txt").contains("does not exist: create it"));
    }

    @Test
    void r09_aGapInTheNumberingHidesTheProvider() throws Exception {
        assertThat(jvm(Layout.CLASS_PATH)
                        .securityProperties("security.provider." + (ProbeJvm.freeNumber() + 1) + "=Rowseal")
                        .ask("present"))
                .containsEntry("present", "false");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void requirement02_insertingItFirstChangesNoOtherAlgorithmsProvider(Layout layout) throws Exception {
        assertThat(jvm(layout).ask("insert-first", "own-ring"))
                .containsEntry("insert-first", "unchanged")
                .containsEntry("own-ring", "works");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void requirement02_tlsWithClientCertificatesWorksWithItInTheFirstPlace(Layout layout) throws Exception {
        TlsHandshake.keyStore(directory);
        List<String> lines = new ArrayList<>(List.of("security.provider.1=Rowseal"));
        for (int number = 1; number < ProbeJvm.freeNumber(); number++) {
            lines.add("security.provider." + (number + 1) + "=" + Security.getProperty("security.provider." + number));
        }
        assertThat(jvm(layout)
                        .securityProperties(lines.toArray(String[]::new))
                        .ask("position", "tls-1.2", "tls-1.3", "own-ring"))
                .containsEntry("position", "1")
                .containsEntry("tls-1.2", "TLSv1.2 CN=peer CN=peer SunJSSE")
                .containsEntry("tls-1.3", "TLSv1.3 CN=peer CN=peer SunJSSE")
                .containsEntry("own-ring", "works");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void r09_itIsFoundAsAService(Layout layout) throws Exception {
        assertThat(jvm(layout).ask("service-file")).containsEntry("service-file", CLASS_NAME);
    }

    @Test
    void r09_aPropertyThatIsNotSetLeavesTheJvmWithoutProviders() throws Exception {
        Ended ended = jvm(Layout.CLASS_PATH)
                .providerLine("Rowseal ${config.directory}/rowseal.properties")
                .run(RegistrationProbe.class.getName(), "sha");
        assertThat(ended.output()).contains("sha=ExceptionInInitializerError").doesNotContain("sha=SHA-256");
    }

    @Test
    void r06_aLimitedCryptoPolicyStopsTheKeyRingAndIsTold() throws Exception {
        assertThat(jvm(Layout.CLASS_PATH)
                        .securityProperties(
                                "crypto.policy=limited", "security.provider." + ProbeJvm.freeNumber() + "=Rowseal")
                        .ask("own-ring"))
                .hasEntrySatisfying(
                        "own-ring",
                        answer -> assertThat(answer)
                                .startsWith("SelfTestException: AES-256-GCM of the provider SunJCE")
                                .contains("InvalidKeyException", "crypto.policy"));
    }

    @Test
    void r06_aLimitedCryptoPolicyRefusesTheKeysOfBothCiphersInInit() throws Exception {
        Map<String, String> answers = jvm(Layout.CLASS_PATH)
                .securityProperties("crypto.policy=limited", "security.provider." + ProbeJvm.freeNumber() + "=Rowseal")
                .ask("aes-envelope", "aes-stream");
        assertThat(answers.values())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).startsWith("InvalidKeyException: Illegal key size"));
    }

    @Test
    void r01_bothCiphersWorkInAJvmOfTheTurkishLocale() throws Exception {
        assertThat(jvm(Layout.CLASS_PATH)
                        .option("-Duser.language=tr")
                        .option("-Duser.country=TR")
                        .providerLine("Rowseal")
                        .ask("own-ring", "aes-envelope", "aes-stream"))
                .containsEntry("own-ring", "works")
                .containsEntry("aes-envelope", "works")
                .containsEntry("aes-stream", "works");
    }

    @Test
    void r06_theJdkCanDisableTheCipher() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "jdk.crypto.disabledAlgorithms came after this JDK");
        assertThat(jvm(Layout.CLASS_PATH)
                        .securityProperties(
                                "jdk.crypto.disabledAlgorithms=Cipher.Envelope",
                                "security.provider." + ProbeJvm.freeNumber() + "=Rowseal")
                        .ask("own-ring", "aes-envelope", "aes-stream"))
                .hasEntrySatisfying("own-ring", answer -> assertThat(answer).startsWith("NoSuchAlgorithmException: "))
                .hasEntrySatisfying(
                        "aes-envelope", answer -> assertThat(answer).startsWith("NoSuchAlgorithmException: "))
                .containsEntry("aes-stream", "works");
    }
}
