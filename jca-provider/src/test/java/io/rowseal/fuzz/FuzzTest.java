package io.rowseal.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs Jazzer from the seeds of the repository: some seconds in the build, ten minutes each with the profile {@code long}. A
 * finding is written beside the corpus and ends the run; make it a seed before it is fixed.
 */
class FuzzTest {

    private static final int SECONDS = Boolean.getBoolean("rowseal.test.long") ? 600 : 8;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(classes = {HeaderFuzz.class, MessageFuzz.class, ParameterFuzz.class, CallSequenceFuzz.class})
    void nothingIsFound(Class<?> target) throws Exception {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        assertThat(copySeeds(target, corpus)).as("seeds").isPositive();
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=io.rowseal.**",
                        "--reproducer_path=" + directory,
                        "-artifact_prefix=" + directory + "/finding-",
                        "-max_total_time=" + SECONDS,
                        "-max_len=4096",
                        "-rss_limit_mb=4096",
                        corpus.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        int exit = process.waitFor();
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(exit).as(output).isZero();
        // So that a fuzzer that did not start cannot be taken for one that found nothing.
        assertThat(output).containsPattern("Done [1-9][0-9]+ runs");
    }

    private static int copySeeds(Class<?> target, Path corpus) throws IOException, URISyntaxException {
        URL seeds = FuzzTest.class.getResource("/fuzz/" + target.getSimpleName());
        if (seeds == null) {
            return 0;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of(seeds.toURI()))) {
            files = found.toList();
        }
        for (Path file : files) {
            Files.copy(file, corpus.resolve(file.getFileName()));
        }
        return files.size();
    }
}
