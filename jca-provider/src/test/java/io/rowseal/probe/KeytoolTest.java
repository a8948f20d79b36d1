package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.jca.RowsealProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule K2: the keytool of the JDK that runs the tests lists the master keys. */
class KeytoolTest {

    private static final String SECRET = "correct horse battery staple";
    private static final String CLASS_NAME = "io.rowseal.jca.RowsealProvider";

    @TempDir
    private Path directory;

    private Path masters;
    private Path configuration;

    record Answer(int exitCode, String text) {}

    @BeforeEach
    void createMasterKeysWithKeytool() throws Exception {
        masters = directory.resolve("masters.p12");
        for (String alias : List.of("master-1", "Master-2")) {
            assertThat(keytool(
                                    "-genseckey",
                                    "-keyalg",
                                    "AES",
                                    "-keysize",
                                    "256",
                                    "-storetype",
                                    "PKCS12",
                                    "-alias",
                                    alias,
                                    "-keystore",
                                    masters.toString(),
                                    "-storepass",
                                    SECRET)
                            .exitCode())
                    .isZero();
        }
        configuration = Files.write(
                directory.resolve("rowseal.properties"),
                List.of(
                        "master-key-store.pkcs12.file=" + masters,
                        "master-key-store.pkcs12.password-file=" + directory.resolve("secret.txt"),
                        "kek-store.jdbc.url=jdbc:h2:file:" + directory.resolve("keks")));
        Files.writeString(directory.resolve("secret.txt"), SECRET);
    }

    @Test
    void k2_listsTheKeysOfAProviderInJavaSecurity() throws Exception {
        Path added = Files.writeString(
                directory.resolve("added.security"),
                "security.provider." + ProbeJvm.freeNumber() + "=Rowseal " + configuration);
        Answer answer = keytool(
                "-J-cp",
                "-J" + classes(),
                "-J-Djava.security.properties=" + added,
                "-list",
                "-v",
                "-storetype",
                "EnvelopeMasterKeys",
                "-keystore",
                "NONE",
                "-providername",
                "Rowseal",
                "-storepass",
                "keytool wants one");
        assertListed(answer);
        assertThat(answer.text()).contains("Keystore provider: Rowseal").contains("Creation date: null");
    }

    @Test
    void k2_listsTheKeysOfAProviderGivenByItsClass() throws Exception {
        assertListed(keytool(ofTheClass("-list", "-v", "-keystore", "NONE", "-storepass", "any")));
        Answer brief = keytool(ofTheClass("-list", "-keystore", "NONE", "-protected"));
        assertThat(brief.text()).contains("pkcs12/master-1, null, SecretKeyEntry");
        assertThat(brief.exitCode()).isZero();
        Answer one =
                keytool(ofTheClass("-list", "-keystore", "NONE", "-storepass", "any", "-alias", "pkcs12/master-1"));
        assertThat(one.text()).contains("pkcs12/master-1").doesNotContain("master-2");
        assertThat(one.exitCode()).isZero();
    }

    @Test
    void k2_listsTheKeysOfAProviderGivenByItsName() throws Exception {
        assertListed(keytool(
                "-J-cp",
                "-J" + classes(),
                "-list",
                "-v",
                "-storetype",
                "EnvelopeMasterKeys",
                "-keystore",
                "NONE",
                "-addprovider",
                "Rowseal",
                "-providerarg",
                configuration.toString(),
                "-storepass",
                "any"));
    }

    @Test
    void k2_listsTheKeysOfAConfigurationFile() throws Exception {
        assertListed(keytool(
                "-list",
                "-v",
                "-storetype",
                "EnvelopeMasterKeys",
                "-keystore",
                configuration.toString(),
                "-providerpath",
                classes(),
                "-providerclass",
                CLASS_NAME,
                "-storepass",
                "any"));
    }

    @Test
    void k2_saysWhatIsWrong() throws Exception {
        Files.delete(masters);
        Answer answer = keytool(ofTheClass("-list", "-keystore", "NONE", "-storepass", "any"));
        assertThat(answer.text()).contains(masters.toString(), "is missing").doesNotContain(SECRET);
        assertThat(answer.exitCode()).isNotZero();
    }

    @Test
    void k6_refusesChangesWithASentence() throws Exception {
        for (String[] change : new String[][] {
            {"-delete", "-alias", "pkcs12/master-1"},
            {"-genseckey", "-keyalg", "AES", "-keysize", "256", "-alias", "pkcs12/master-3", "-keypass", "any key"}
        }) {
            List<String> arguments = new ArrayList<>(List.of(change));
            arguments.addAll(List.of("-keystore", "NONE", "-storepass", "any pass"));
            Answer answer = keytool(ofTheClass(arguments.toArray(String[]::new)));
            assertThat(answer.text()).contains("cannot be changed").contains("in their own store");
            assertThat(answer.exitCode()).isNotZero();
        }
        assertListed(keytool(ofTheClass("-list", "-v", "-keystore", "NONE", "-storepass", "any")));
    }

    private String[] ofTheClass(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "-storetype",
                "EnvelopeMasterKeys",
                "-providerpath",
                classes(),
                "-providerclass",
                CLASS_NAME,
                "-providerarg",
                configuration.toString()));
        return all.toArray(String[]::new);
    }

    private static void assertListed(Answer answer) {
        assertThat(answer.text())
                .contains("contains 2 entries")
                .contains("Alias name: pkcs12/master-1")
                .contains("Alias name: pkcs12/master-2")
                .contains("Entry type: SecretKeyEntry")
                .doesNotContain(SECRET);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }

    private Answer keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        // The texts that are compared are those of this language.
        command.addAll(List.of("-J-Duser.language=en", "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static String classes() throws Exception {
        return Path.of(RowsealProvider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }
}
