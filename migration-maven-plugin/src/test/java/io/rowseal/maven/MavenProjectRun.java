package io.rowseal.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Runs Maven on a project, without a network: what it needs of others comes out of the local repository of this build, and the
 * modules of this build stand as jars in a repository made for the run.
 */
final class MavenProjectRun {

    static final String VERSION = System.getProperty("rowseal.test.version");

    private static final List<String> MODULES = List.of(
            "jca-provider:rowseal-jca-provider",
            "hibernate-converter:rowseal-hibernate-converter",
            "migration:rowseal-migration",
            "migration-maven-plugin:rowseal-maven-plugin");

    /** What it printed, and its exit code. */
    record Result(int code, String printed) {}

    private final Path repository;
    private final Path settings;

    MavenProjectRun(Path directory) throws IOException {
        repository = directory.resolve("repository");
        settings = directory.resolve("settings.xml");
        Files.copy(Path.of("..", "pom.xml"), file("rowseal-parent", "pom"));
        for (String module : MODULES) {
            Path source = Path.of("..", module.substring(0, module.indexOf(':')));
            String id = module.substring(module.indexOf(':') + 1);
            Files.copy(source.resolve("pom.xml"), file(id, "pom"));
            jar(source.resolve("target/classes"), file(id, "jar"));
        }
        Files.writeString(settings, """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(
                        repository,
                        Path.of(System.getProperty("rowseal.test.repository")).toUri()));
    }

    private Path file(String id, String extension) throws IOException {
        Path directory = repository.resolve("io/rowseal").resolve(id).resolve(VERSION);
        return Files.createDirectories(directory).resolve(id + "-" + VERSION + "." + extension);
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file);
                Stream<Path> found = Files.walk(classes)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new ZipEntry(classes.relativize(path).toString().replace('\\', '/')));
                Files.copy(path, entries);
                entries.closeEntry();
            }
        }
    }

    Result run(Path project, String... words) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("rowseal.test.maven"), "bin", windows ? "mvn.cmd" : "mvn")
                        .toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--settings",
                settings.toString(),
                "--global-settings",
                settings.toString(),
                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(words));
        Path printed = project.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), Files.readString(printed));
    }
}
