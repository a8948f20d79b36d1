package io.rowseal.redeploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An application with Hibernate is deployed again and again in one JVM, and nothing of it stays. */
class HibernateRedeploymentTest {

    /** Metaspace of three applications is full long before the last. */
    private static final String DEPLOYMENTS = Boolean.getBoolean("rowseal.test.long") ? "20" : "6";

    private static final Pattern H2 = Pattern.compile("h2-[0-9.]+\\.jar$");

    @Test
    void f11c_anApplicationWithEncryptedEntitiesIsCollectedOnceItIsClosed() throws Exception {
        assertThat(container(DEPLOYMENTS, "EncryptedApplication", jar -> true)).endsWith("works");
    }

    @Test
    void f11c_soIsItsTwinWithoutEncryption() throws Exception {
        assertThat(container(
                        "3",
                        "PlainApplication",
                        jar -> !jar.matches(".*[/\\\\](target[/\\\\]classes|rowseal[^/\\\\]*.jar)")))
                .endsWith("works");
    }

    private static String container(String deployments, String application, Predicate<String> jars) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        // Three of the application, not four.
                        "-XX:MaxMetaspaceSize=160m",
                        // What only soft references hold is collected before memory ends; here it is collected at once.
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-cp",
                        // Hibernate looks for services in the container too.
                        select(jar ->
                                jar.endsWith("test-classes") || H2.matcher(jar).find()),
                        Container.class.getName(),
                        deployments,
                        application,
                        select(jars))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static String select(Predicate<String> jars) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jars)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
