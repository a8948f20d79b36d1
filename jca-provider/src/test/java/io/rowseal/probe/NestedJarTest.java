package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.probe.ProbeJvm.Ended;
import io.rowseal.probe.ProbeJvm.Layout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule R9 in an executable jar, whose class loader reads jars in a jar: the provider is registered in code. */
class NestedJarTest {

    @TempDir
    private Path directory;

    private Path application;

    @BeforeEach
    void build() throws Exception {
        application = ExecutableJar.build(
                directory.resolve("application.jar"),
                ModuleJar.build(directory),
                Path.of(ProbeJvm.location(org.h2.Driver.class)));
    }

    private ProbeJvm jvm() throws Exception {
        return new ProbeJvm(Layout.CLASS_PATH, directory);
    }

    private Map<String, String> ask(ProbeJvm jvm, String... questions) throws Exception {
        return ProbeJvm.answers(jvm.runJar(application, questions).requireSuccess(), questions);
    }

    @Test
    void r09_addedInCodeItWorksFromAJarInAJar() throws Exception {
        assertThat(ask(jvm(), "present", "add", "last", "own-ring", "direct", "loader", "service-file"))
                .containsEntry("present", "false")
                .containsEntry("add", "true")
                .containsEntry("last", "true")
                .containsEntry("own-ring", "works")
                .containsEntry("direct", "works")
                .containsEntry("loader", "org.springframework.boot.loader.launch.LaunchedClassLoader")
                .containsEntry("service-file", "io.rowseal.jca.RowsealProvider");
    }

    @Test
    void r09_aLineInJavaSecurityDoesNotSeeAJarInAJar() throws Exception {
        assertThat(ask(jvm().providerLine("Rowseal"), "present", "sha"))
                .containsEntry("present", "false")
                .containsEntry("sha", "SHA-256");
    }

    @Test
    void theDoctorRunsInAnExecutableJar() throws Exception {
        Path file = Configurations.write(directory);
        Ended healthy = doctor(jvm(), file.toString());
        assertThat(healthy.output())
                .contains("LaunchedClassLoader (java.security cannot name")
                .endsWith("healthy\n");
        assertThat(healthy.exitCode()).isZero();
        Ended line = doctor(jvm().providerLine("Rowseal " + file));
        assertThat(line.output())
                .contains("PROBLEM: the JVM did not load", "Security.addProvider(new RowsealProvider())");
        assertThat(line.exitCode()).isEqualTo(1);
    }

    private Ended doctor(ProbeJvm jvm, String... arguments) throws Exception {
        return jvm.option("-Dloader.main=io.rowseal.doctor.Doctor")
                .runFrom(application, "org.springframework.boot.loader.launch.PropertiesLauncher", arguments);
    }
}
