package io.rowseal.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is a module, with Hibernate and this library on the module path. */
class ModulePathTest {

    /** What such an application has: this library, Hibernate with what it needs, a database. */
    private static final Pattern MODULES = Pattern.compile(
            "(target[/\\\\]classes|[/\\\\](rowseal-|hibernate-core|hibernate-models|"
                    + "jboss-logging|jakarta\\.persistence|jakarta\\.inject|jakarta\\.xml\\.bind|jakarta\\.activation|"
                    + "byte-buddy|classmate|antlr4|jandex|jaxb-core|jaxb-runtime|istack|txw2|angus|jspecify|h2-)[^/\\\\]*\\.jar)$");

    /** Requires modules that only a server has; Hibernate reads it from the class path too. */
    private static final Pattern TRANSACTIONS = Pattern.compile("jakarta\\.transaction[^/\\\\]*\\.jar$");

    @TempDir
    private Path directory;

    @Test
    void anApplicationThatIsAModuleReadsWritesAndSearches() throws Exception {
        String modules = select(MODULES);
        Path classes = compile(modules);
        String output = run(List.of(
                "--module-path",
                modules + File.pathSeparator + classes,
                "-cp",
                select(TRANSACTIONS),
                // Hibernate does not say which modules it needs, and nothing requires the driver.
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "clinic/clinic.Clinic"));
        assertThat(output).contains("found Ada", "stored as text false", "in clinic, counters 0");
    }

    private static String select(Pattern wanted) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> wanted.matcher(path).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path compile(String modules) throws Exception {
        Path classes = directory.resolve("classes");
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "--module-path", modules));
        arguments.add(source("module-info.java", ".").toString());
        arguments.add(source("Clinic.java", "clinic").toString());
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        return classes;
    }

    private Path source(String name, String folder) throws Exception {
        Path file = Files.createDirectories(directory.resolve("source").resolve(folder))
                .resolve(name);
        try (InputStream text = ModulePathTest.class.getResourceAsStream("/module-path/" + name + ".txt")) {
            Files.copy(text, file);
        }
        return file;
    }

    private static String run(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
