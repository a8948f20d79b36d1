package io.rowseal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.boot.application.StartedOnSpringBoot3;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The starter beside the jars of Spring Boot 3, in a process of its own. */
class SpringBoot3Tests {

    private static final Path JARS = Path.of("target", "spring-boot-3");

    @Test
    void f15c_springBoot3IsToldThatItIsTooOld() throws IOException, InterruptedException {
        assertRefused(startOnSpringBoot3("(spring|micrometer)-.*\\.jar"));
    }

    /** The modules that the starter brings, which Spring Boot 3 does not have and so leaves at their version. */
    @Test
    void f15c_modulesOfSpringBoot4DoNotGetInBeforeTheSentence() throws IOException, InterruptedException {
        assertRefused(
                startOnSpringBoot3(
                        "(spring-(core|beans|aop|context|expression|jdbc|tx|orm|boot|boot-autoconfigure)|micrometer-.*)-[0-9].*\\.jar"));
    }

    private static void assertRefused(String output) {
        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "Rowseal needs Spring Boot 4: this application runs Spring Boot 3.5.",
                        "Update Spring Boot, or use Rowseal without the starter (README, Plain Hibernate).")
                .doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "BeanDefinition");
    }

    private static String startOnSpringBoot3(String replaced) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(replaced),
                        StartedOnSpringBoot3.class.getName())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        return output;
    }

    /** That of this test with Spring's jars replaced. */
    private static String classPath(String replaced) throws IOException {
        try (Stream<Path> jars = Files.list(JARS)) {
            return Stream.concat(
                            jars.map(Path::toString),
                            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                    .filter(entry -> !Path.of(entry)
                                            .getFileName()
                                            .toString()
                                            .matches(replaced)))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
