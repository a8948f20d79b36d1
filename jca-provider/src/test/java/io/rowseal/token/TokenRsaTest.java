package io.rowseal.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.testing.JavaProcess;
import io.rowseal.testing.SoftHsm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipient whose RSA private key is in a PKCS#11 token: SoftHSM2 behind SunPKCS11, which has no OAEP. */
class TokenRsaTest {

    @TempDir
    Path directory;

    @Test
    void f12_anRsaPrivateKeyInATokenOpensWhatItsPublicKeySealed() throws Exception {
        Map<String, String> lines = run();
        assertThat(lines.get("encoding")).isEqualTo("none");
        for (String right : new String[] {"message", "several", "several-with-another", "stream", "cipher"}) {
            assertThat(lines.get(right)).as(right).isEqualTo("right");
        }
        assertThat(lines.get("altered-but-opened")).isEqualTo("0");
        assertThat(lines.get("not-for-it"))
                .startsWith("WrongContextException")
                .contains("not sealed for the RSA key in the token");
        assertThat(lines.get("context")).startsWith("WrongContextException");
        assertThat(lines.get("seals")).startsWith("IllegalArgumentException").contains("seal with the public key");
        assertThat(lines.get("removed"))
                .startsWith("KeyUnavailableException")
                .contains("not registered", "Security.addProvider");
    }

    private Map<String, String> run() throws Exception {
        Path configuration = SoftHsm.create(directory);
        ProcessBuilder builder = JavaProcess.builder(TokenProcess.class, configuration.toString())
                .redirectErrorStream(true);
        SoftHsm.environment(builder, directory);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}
