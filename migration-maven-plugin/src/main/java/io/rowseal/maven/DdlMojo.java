package io.rowseal.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/**
 * The goal {@code rowseal:ddl}: writes the changes that encrypted attributes need in a database, as
 * {@code io.rowseal.migration.DdlMain} does, with the class path of the project. Its parameters have the names and meanings of the
 * options of that command; META-INF/maven/plugin.xml lists them.
 */
public final class DdlMojo extends AbstractMojo {

    private static final String GROUP = "io.rowseal";
    private static final String CONVERTER = "rowseal-hibernate-converter";
    private static final String GENERATOR = "rowseal-migration";

    // Set by Maven.
    List<String> entities = new ArrayList<>();
    List<String> packages = new ArrayList<>();

    @Nullable
    String persistenceUnit;

    @Nullable
    String database;

    @Nullable
    String format;

    @Nullable
    String mode;

    @Nullable
    String version;

    boolean online;
    boolean noChecks;
    boolean kekTable;

    @Nullable
    File output;

    Map<String, String> settings = new LinkedHashMap<>();
    Set<Artifact> projectArtifacts = new LinkedHashSet<>();
    List<Artifact> pluginArtifacts = new ArrayList<>();
    List<String> runtimeClassPath = new ArrayList<>();
    List<String> compileClassPath = new ArrayList<>();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        requireSameVersion();
        Set<File> classPath = new LinkedHashSet<>();
        runtimeClassPath.forEach(path -> classPath.add(new File(path)));
        // What a server provides, such as Hibernate, is not on the other.
        compileClassPath.forEach(path -> classPath.add(new File(path)));
        pluginArtifacts.stream()
                .filter(artifact ->
                        is(artifact, GENERATOR) || artifact.getArtifactId().equals("picocli"))
                .forEach(artifact -> classPath.add(artifact.getFile()));
        IsolatedCommand.Result result = IsolatedCommand.run(classPath, arguments());
        result.out().lines().forEach(path -> getLog().info("wrote " + path));
        if (result.code() != 0) {
            throw new MojoFailureException(result.err().strip().replaceFirst("^error: ", ""));
        }
    }

    /** The generator looks into the converter, which knows nothing of other versions. */
    private void requireSameVersion() throws MojoFailureException {
        Artifact generator = find(pluginArtifacts, GENERATOR);
        Artifact converter = find(projectArtifacts, CONVERTER);
        if (converter == null) {
            throw new MojoFailureException("this project does not depend on " + CONVERTER + ": add it, in version "
                    + (generator == null ? "of this plugin" : generator.getBaseVersion()));
        }
        if (generator != null && !generator.getBaseVersion().equals(converter.getBaseVersion())) {
            throw new MojoFailureException("rowseal-maven-plugin " + generator.getBaseVersion() + " does not fit to "
                    + CONVERTER + " " + converter.getBaseVersion()
                    + " of this project: give both the same version");
        }
    }

    private static @Nullable Artifact find(Iterable<Artifact> artifacts, String id) {
        for (Artifact artifact : artifacts) {
            if (is(artifact, id)) {
                return artifact;
            }
        }
        return null;
    }

    private static boolean is(Artifact artifact, String id) {
        return artifact.getGroupId().equals(GROUP) && artifact.getArtifactId().equals(id);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (!entities.isEmpty()) {
            arguments.add("--entities=" + String.join(",", entities));
        }
        if (!packages.isEmpty()) {
            arguments.add("--packages=" + String.join(",", packages));
        }
        add(arguments, "--persistence-unit=", persistenceUnit);
        add(arguments, "--database=", database);
        add(arguments, "--format=", format);
        add(arguments, "--mode=", mode);
        add(arguments, "--version=", version);
        add(arguments, "--output=", output);
        arguments.add("--online=" + online);
        arguments.add("--no-checks=" + noChecks);
        arguments.add("--kek-table=" + kekTable);
        settings.forEach((name, value) -> arguments.add("--setting=" + name + "=" + value));
        return arguments;
    }

    private static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.add(option + value);
        }
    }
}
