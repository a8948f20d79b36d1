package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.application.ProcessedApplication;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

/** What {@code spring-boot:process-aot} does: sources are generated without keys or database, compiled, and started. */
@OnSpringBoot40
class AheadOfTimeTests {

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path directory;

    @Test
    void f28_anApplicationIsProcessedAheadOfTimeWithoutKeysAndRuns() throws Exception {
        Path sources = directory.resolve("sources");
        Path classes = directory.resolve("classes");
        Path resources = directory.resolve("resources");

        // As at build time: nothing tells a key file or a password, and there is no database.
        String processed = java(
                CLASS_PATH,
                SpringApplicationAotProcessor.class.getName(),
                ProcessedApplication.class.getName(),
                sources.toString(),
                resources.toString(),
                classes.toString(),
                "org.example",
                "clinic",
                "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("data"),
                "--rowseal.master-key-store.pkcs12.file=" + directory.resolve("keys.p12"),
                "--rowseal.master-key-store.pkcs12.password=" + Starters.PASSWORD);
        assertThat(sources).as(processed).isNotEmptyDirectory();
        assertThat(directory.resolve("keys.p12")).doesNotExist();
        compile(sources, classes);

        String started = java(
                classes + File.pathSeparator + resources + File.pathSeparator + CLASS_PATH,
                "-Dspring.aot.enabled=true",
                ProcessedApplication.class.getName(),
                "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("data"),
                "--spring.jpa.hibernate.ddl-auto=update",
                "--rowseal.master-key-store.pkcs12.file=" + directory.resolve("keys.p12"),
                "--rowseal.master-key-store.pkcs12.password=" + Starters.PASSWORD,
                "--rowseal.kek-store.jdbc.initialize-schema=always");
        assertThat(started).contains("found by its blind index: 1@example.org");
    }

    private static void compile(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-parameters", "-cp"));
        arguments.add(classes + File.pathSeparator + CLASS_PATH);
        arguments.add("-d");
        arguments.add(classes.toString());
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private static String java(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(classPath);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
