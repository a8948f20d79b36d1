package io.rowseal.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.testing.JavaProcess;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An application is deployed again and again in one JVM. */
class RedeploymentTest {

    @Test
    void f11_threeHundredClassLoadersAreLoadedUsedAndDroppedByThreadsThatLive() throws Exception {
        assertThat(container("300", "object", "object")).endsWith("works");
    }

    @Test
    void f11_aProviderThatIsRemovedAtTheEndIsRegisteredAgainByTheNextDeployment() throws Exception {
        assertThat(container("40", "registered-and-removed", "registered-and-removed"))
                .endsWith("works");
    }

    @Test
    void f11_aProviderThatAFormerDeploymentLeftBehindDisturbsNoneThatGivesItsOwn() throws Exception {
        assertThat(container("3", "registered", "object")).endsWith("works");
    }

    @Test
    void f11_aKeyForTheProviderOfAFormerDeploymentIsRefusedWithTheCauseAndTheWayOut() throws Exception {
        assertThat(container("2", "registered", "registered"))
                .contains("another copy of Rowseal", "Cipher.getInstance(name, new RowsealProvider())");
    }

    private static String container(String... arguments) throws Exception {
        ProcessBuilder builder = JavaProcess.builder(Container.class, arguments);
        builder.command().add(1, "-XX:MaxMetaspaceSize=64m");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }
}
