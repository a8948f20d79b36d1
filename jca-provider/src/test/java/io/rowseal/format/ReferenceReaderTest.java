package io.rowseal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rowseal.testing.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The second implementation, in Python, agrees with the vectors that ours is tested with. */
@Tag("once")
class ReferenceReaderTest {

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @Test
    void theReferenceReaderAgreesWithEveryVector() throws IOException, InterruptedException {
        boolean present = Files.isExecutable(PYTHON) && run("-c", "import cryptography").exitCode == 0;
        assumeThat(present || "true".equals(System.getenv("CI")))
                .as("python3 or its package cryptography is missing: install python3-cryptography to run the"
                        + " reference reader; in CI this fails")
                .isTrue();

        Path reader = Vectors.directory().resolveSibling("reference").resolve("rowseal_reader.py");
        Result result = run(reader.toString(), "--check");

        assertThat(result.exitCode).as(result.output).isZero();
        assertThat(result.output).contains(countVectors() + " vectors").contains(" 0 failures");
    }

    private static int countVectors() throws IOException {
        try (Stream<Path> files = Files.list(Vectors.directory())) {
            return files.map(file -> file.getFileName().toString())
                    .mapToInt(name -> Vectors.file(name.substring(0, name.length() - ".json".length()))
                            .required("tests")
                            .size())
                    .sum();
        }
    }

    private record Result(int exitCode, String output) {}

    private static Result run(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of(PYTHON.toString(), "-B"), Stream.of(arguments))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
