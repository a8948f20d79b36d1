package io.rowseal.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the goal does with its parameters. */
class DdlMojoTest {

    @TempDir
    Path directory;

    @Test
    void parametersAreTheOptionsOfTheCommand() throws Exception {
        DdlMojo mojo = mojo();
        mojo.packages = List.of();
        mojo.entities = List.of(Letter.class.getName());
        mojo.format = "sql";
        mojo.mode = "create";
        mojo.version = "7";
        mojo.kekTable = true;
        mojo.noChecks = true;
        mojo.settings = Map.of("hibernate.globally_quoted_identifiers", "true");
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        mojo.execute();

        assertThat(directory.resolve("made/rowseal-7.sql"))
                .content()
                .contains("create table \"Letter\" (", "create table if not exists rowseal_kek")
                .doesNotContain("check (");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void aRefusalOfTheCommandFailsTheBuild() {
        DdlMojo mojo = mojo();
        mojo.mode = "create";
        mojo.online = true;

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("tables that are created have no readers yet");
    }

    @Test
    void aFileThatExistsIsNotReplaced() throws Exception {
        mojo().execute();

        assertThatThrownBy(mojo()::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("V1__rowseal.sql' exists and is not replaced");
    }

    @Test
    void anotherVersionOfTheConverterIsRefused() {
        DdlMojo mojo = mojo();
        mojo.projectArtifacts = Set.of(artifact("rowseal-hibernate-converter", "1.1"));

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("rowseal-maven-plugin 1.0 does not fit to rowseal-hibernate-converter 1.1 of this project:"
                        + " give both the same version");
    }

    @Test
    void aProjectWithoutTheConverterIsRefused() {
        DdlMojo mojo = mojo();
        mojo.projectArtifacts = Set.of();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("this project does not depend on rowseal-hibernate-converter: add it, in version 1.0");
    }

    @Test
    void aClassPathWithoutTheGeneratorIsToldOf() {
        DdlMojo mojo = mojo();
        mojo.runtimeClassPath = List.of();

        assertThatThrownBy(mojo::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("io.rowseal.migration.DdlMain");
    }

    private DdlMojo mojo() {
        DdlMojo mojo = new DdlMojo();
        mojo.packages = List.of(Letter.class.getPackageName());
        mojo.database = "h2";
        mojo.output = directory.resolve("made").toFile();
        mojo.projectArtifacts = Set.of(artifact("rowseal-hibernate-converter", "1.0"));
        mojo.pluginArtifacts = List.of(artifact("rowseal-migration", "1.0"));
        mojo.runtimeClassPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        return mojo;
    }

    private Artifact artifact(String id, String version) {
        Artifact artifact = new DefaultArtifact("io.rowseal", id, version, "compile", "jar", "", null);
        artifact.setFile(directory.resolve(id + ".jar").toFile());
        return artifact;
    }
}
