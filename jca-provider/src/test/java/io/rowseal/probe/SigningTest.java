package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.probe.ProbeJvm.Ended;
import io.rowseal.probe.ProbeJvm.Layout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 6: the module's jar can be signed as one file; rule R2: what a JDK that demands signatures does. */
class SigningTest {

    private static final String DOCTOR = "io.rowseal.doctor.Doctor";

    @TempDir
    private Path directory;

    @TempDir
    private static Path signing;

    /** By the commands of docs/signing.md, but with a certificate that nobody trusts. */
    @BeforeAll
    static void sign() throws Exception {
        ModuleJar.build(signing);
        StringBuilder printed = new StringBuilder();
        for (String block : Documentation.blocks("signing.md", "<!-- commands: SigningTest.java -->")) {
            for (String command : block.lines().toList()) {
                printed.append(run(command));
            }
        }
        assertThat(signing.resolve("signing.csr")).isNotEmptyFile();
        assertThat(printed).contains("jar signed.", "jar verified.");
    }

    private Path signedJar() throws Exception {
        Path jar = ModuleJar.in(signing);
        return Files.copy(jar, directory.resolve(jar.getFileName()));
    }

    private static String run(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(
                0, Path.of(System.getProperty("java.home"), "bin", words.get(0)).toString());
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(signing.toFile()).redirectErrorStream(true);
        builder.environment().put("SIGNING_PASSWORD", "throwaway");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private ProbeJvm jvm(Layout layout, Path jar) throws Exception {
        return new ProbeJvm(layout, directory).module(jar);
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void requirement06_theSignedJarVerifiesAndSealsAndOpens(Layout layout) throws Exception {
        Path jar = signedJar();
        assertThat(ModuleJar.tool("jarsigner", "-verify", "-verbose", jar))
                .contains("jar verified.", "io/rowseal/jca/RowsealProvider.class", "module-info.class")
                .doesNotContain("unsigned entries");
        assertThat(jvm(layout, jar).providerLine("Rowseal").ask("present", "own-ring", "direct", "module"))
                .containsEntry("present", "true")
                .containsEntry("own-ring", "works")
                .containsEntry("direct", "works")
                .containsEntry("module", layout == Layout.MODULE_PATH ? "io.rowseal" : "null");
        Ended doctor = jvm(layout, jar).providerLine("Rowseal").run(DOCTOR);
        assertThat(doctor.output()).containsPattern("signed +by CN=Example").endsWith("healthy\n");
        assertThat(doctor.exitCode()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void r02_aJdkThatDemandsSignaturesTakesTheSignedJar(Layout layout) throws Exception {
        assertThat(jvm(layout, signedJar())
                        .option(VerifyingJdk.option(directory))
                        .providerLine("Rowseal")
                        .ask("by-name", "by-provider", "own-ring", "sha"))
                .containsEntry("by-name", "Envelope")
                .containsEntry("by-provider", "Envelope")
                .containsEntry("own-ring", "works")
                .containsEntry("sha", "SHA-256");
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void r02_aJdkThatDemandsSignaturesSkipsAnUnsignedProviderSilentlyButNotTheDirectApi(Layout layout)
            throws Exception {
        ProbeJvm jvm = jvm(layout, ModuleJar.build(directory))
                .option(VerifyingJdk.option(directory))
                .providerLine("Rowseal");
        assertThat(jvm.ask("present", "by-name", "by-provider", "direct"))
                .containsEntry("present", "true")
                .containsEntry("by-name", "NoSuchAlgorithmException: Cannot find any provider supporting Envelope")
                .containsEntry("by-provider", "SecurityException: JCE cannot authenticate the provider Rowseal")
                .containsEntry("direct", "works");
    }

    @Test
    void theDoctorTellsWhyAJdkRefusesTheProvider() throws Exception {
        Ended doctor = jvm(Layout.CLASS_PATH, ModuleJar.build(directory))
                .option(VerifyingJdk.option(directory))
                .providerLine("Rowseal")
                .run(DOCTOR);
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.output())
                .containsPattern("accepted by the JDK +no")
                .contains("PROBLEM: this JDK takes ciphers from signed jars only")
                .contains("JCE cannot authenticate the provider Rowseal", "has unsigned entries")
                .contains("io.rowseal.message.Envelope");
    }

    @Test
    void requirement06_aSignedJarThatWasChangedIsRefused() throws Exception {
        Path jar = signedJar();
        // Not by the tool jar, which would write the signed module descriptor anew.
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            Files.writeString(content.getPath("/added.txt"), "added");
        }
        assertThat(ModuleJar.tool("jarsigner", "-verify", jar)).contains("unsigned entries");
        assertThat(jvm(Layout.CLASS_PATH, jar)
                        .option(VerifyingJdk.option(directory))
                        .ask("by-provider", "direct"))
                .containsEntry("by-provider", "SecurityException: JCE cannot authenticate the provider Rowseal")
                .containsEntry("direct", "works");
    }
}
