package io.rowseal.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.keys.KeyRing;
import io.rowseal.testing.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills an application at random moments and reads what it had reported as sealed. */
@Tag("once")
class CrashTest {

    private static final long SEED = Long.getLong("rowseal.test.seed", 20_260_101L);
    private static final int KILLS = 50;

    /** Few, so that the creation of key file, table and first KEK is often what is interrupted. */
    private static final int KILLS_PER_DIRECTORY = 4;

    private static final int KILLED = 128 + 9;

    @TempDir
    Path parent;

    @Test
    void everythingReportedAsSealedIsReadAfterEveryKill() throws Exception {
        System.out.println("CrashTest: seed " + SEED + " (-Drowseal.test.seed)");
        Random random = new Random(SEED);
        long millis = normalMillis();
        int reportedByKilled = 0;
        Path directory = parent;
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_PER_DIRECTORY == 0) {
                directory = Files.createDirectory(parent.resolve("kill-" + kill));
            }
            int before = SealingProcess.reported(directory).size();
            // Longer than a pass took, because the machine may be busier by now; the process goes on until it is
            // killed.
            long moment = (long) (random.nextDouble() * 1.5 * millis);
            Process process = start(directory, "run" + kill, 0);
            assertThat(process.waitFor(moment, TimeUnit.MILLISECONDS))
                    .as("%s", output())
                    .isFalse();
            process.destroyForcibly();
            assertThat(process.waitFor()).as("kill %d: %s", kill, output()).isEqualTo(KILLED);
            reportedByKilled += SealingProcess.reported(directory).size() - before;
            assertReadable(directory, "kill " + kill + " after " + moment + " ms");
        }
        System.out.println("CrashTest: a pass takes " + millis + " ms, " + reportedByKilled + " rows were read");
        assertThat(reportedByKilled).as("rows sealed before a kill").isPositive();
    }

    /** How long one pass takes without a kill. */
    private long normalMillis() throws Exception {
        Path directory = Files.createDirectory(parent.resolve("normal"));
        long begin = System.nanoTime();
        assertThat(start(directory, "normal", 1).waitFor()).as("%s", output()).isZero();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertThat(SealingProcess.reported(directory)).hasSize(4);
        assertReadable(directory, "no kill");
        return millis;
    }

    private static void assertReadable(Path directory, String after) throws Exception {
        try (Connection application = SealingProcess.connect(directory);
                KeyRing ring = SealingProcess.ring(directory, SealingProcess.masterKeys(directory))) {
            SealingProcess.seal(ring, directory, "default");
            List<String> lines = SealingProcess.reported(directory);
            for (String line : lines) {
                assertThat(SealingProcess.opens(ring, line))
                        .as("%s: %s", after, line)
                        .isTrue();
            }
        }
    }

    private Process start(Path directory, String run, int passes) throws IOException {
        File output = parent.resolve("output.txt").toFile();
        return JavaProcess.builder(SealingProcess.class, directory.toString(), run, Integer.toString(passes))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private String output() throws IOException {
        Path output = parent.resolve("output.txt");
        return Files.exists(output) ? Files.readString(output) : "no output";
    }
}
