package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.aot.AheadOfTimeApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spring's processing ahead of time, as the build does it, and the start of what it made. Both in processes of their own. */
class AheadOfTimeTests {

    @TempDir
    Path directory;

    @Test
    void f28_anApplicationIsProcessedWithoutKeysAndStartsWithThem() throws Exception {
        Path classes = directory.resolve("classes");
        String processed = java(
                System.getProperty("java.class.path"),
                "org.springframework.boot.SpringApplicationAotProcessor",
                AheadOfTimeApplication.class.getName(),
                directory.resolve("sources").toString(),
                directory.resolve("resources").toString(),
                classes.toString(),
                "io.rowseal",
                "aot-test");
        assertThat(directory.resolve("sources")).as(processed).isNotEmptyDirectory();
        compile(classes);

        String started = java(
                classes + File.pathSeparator + directory.resolve("resources") + File.pathSeparator
                        + System.getProperty("java.class.path"),
                "-Dspring.aot.enabled=true",
                "-Drowseal.in-memory=true",
                "-Dspring.datasource.url=jdbc:h2:mem:aot",
                "-Dspring.main.web-application-type=none",
                AheadOfTimeApplication.class.getName());
        assertThat(started)
                .contains("AOT-processed")
                .contains("found by email: true")
                .contains("found by query: secret");
    }

    private void compile(Path classes) throws IOException {
        Files.createDirectories(classes);
        List<String> arguments = new ArrayList<>(
                List.of("-nowarn", "-proc:none", "-parameters", "-cp",
                        classes + File.pathSeparator + System.getProperty("java.class.path"), "-d", classes.toString()));
        try (Stream<Path> sources = Files.walk(directory.resolve("sources"))) {
            sources.filter(path -> path.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private String java(String classPath, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", classPath);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
