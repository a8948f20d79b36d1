package io.rowseal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.testing.JavaProcess;
import io.rowseal.testing.PrimitiveProviders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 30: with a chosen provider no primitive comes from elsewhere, whatever the library does. */
class OnlyTheChosenProviderTest {

    private static List<String> record(PrimitiveProviders chosen, String... options) throws Exception {
        assumeTrue(chosen.isAvailable());
        ProcessBuilder builder =
                JavaProcess.builder(RecordingProbe.class, chosen.name()).redirectErrorStream(true);
        builder.command().addAll(1, List.of(options));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("done 13");
        return output.lines().toList();
    }

    @ParameterizedTest
    @EnumSource(
            value = PrimitiveProviders.class,
            names = {"BOUNCY_CASTLE", "BC_FIPS", "ACCP"})
    void everyPrimitiveComesFromTheChosenProvider(PrimitiveProviders chosen) throws Exception {
        List<String> lines = record(chosen);
        assertThat(lines).noneMatch(line -> line.startsWith("elsewhere "));
        for (String type : List.of("Cipher", "Mac", "MessageDigest", "SecureRandom", "KeyFactory")) {
            assertThat(lines).anyMatch(line -> line.startsWith("chosen " + type + " "));
        }
    }

    /** No claim that this use is approved: the nonces of cells are made by this library. It shows that the module does it. */
    @Test
    void bcFipsDoesItInItsApprovedModeToo() throws Exception {
        assertThat(record(PrimitiveProviders.BC_FIPS, "-Dorg.bouncycastle.fips.approved_only=true"))
                .noneMatch(line -> line.startsWith("elsewhere "))
                .anyMatch(line -> line.startsWith("chosen Cipher RSA "));
    }

    /** The recording sees what there is to see: without a choice everything comes from the JDK, and is noted. */
    @Test
    void withoutAChoiceTheJdkGivesEverything() throws Exception {
        assertThat(record(PrimitiveProviders.JDK))
                .anyMatch(line -> line.startsWith("elsewhere Cipher AES/GCM/NoPadding of SunJCE "))
                .anyMatch(line -> line.startsWith("elsewhere Cipher AES/KWP/NoPadding of SunJCE "))
                .anyMatch(line -> line.startsWith("elsewhere Mac HmacSHA256 of SunJCE "))
                .anyMatch(line -> line.startsWith("elsewhere MessageDigest SHA-256 of SUN "))
                .anyMatch(line -> line.startsWith("elsewhere SecureRandom the JVM's default "));
    }
}
