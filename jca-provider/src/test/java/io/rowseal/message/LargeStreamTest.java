package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Streams need the same memory for any length: 1 GiB under a heap of 64 MiB; with {@code -Plong} 10 GiB. */
class LargeStreamTest {

    private static final long GIBIBYTE = 1L << 30;
    private static final int CHUNK = 16_384;

    @Test
    void aStreamThatFitsIntoNoMemoryIsSealedAndOpened() throws Exception {
        long size = (Boolean.getBoolean("rowseal.test.long") ? 10 : 1) * GIBIBYTE + 777;
        String output = run("-Xmx64m", Long.toString(size));
        long first = (size / 2 + 12_345) / CHUNK;
        assertThat(output.lines())
                .containsExactly(
                        "bytes=" + size,
                        "range=65536",
                        "chunks=[" + first + ", " + (first + 1) + ", " + (first + 2) + ", " + (first + 3) + ", "
                                + (first + 4) + ", " + size / CHUNK + "]",
                        "size=" + size);
    }

    private static String run(String option, String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeStreamProcess.class.getName(),
                        argument)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
