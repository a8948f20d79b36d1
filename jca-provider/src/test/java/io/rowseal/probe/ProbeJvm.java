package io.rowseal.probe;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts {@link RegistrationProbe} in a JVM of its own, of the JDK that runs the tests. */
final class ProbeJvm {

    /** Where the module stands. */
    enum Layout {
        CLASS_PATH,
        MODULE_PATH
    }

    private final Layout layout;
    private final Path directory;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String module;

    ProbeJvm(Layout layout, Path directory) throws URISyntaxException {
        this.layout = layout;
        this.module = location(io.rowseal.jca.RowsealProvider.class);
        this.directory = directory;
    }

    /** The first free number of the list of providers in java.security. */
    static int freeNumber() {
        int number = 1;
        while (Security.getProperty("security.provider." + number) != null) {
            number++;
        }
        return number;
    }

    /** Lines that are added to java.security. */
    ProbeJvm securityProperties(String... lines) throws IOException {
        Path file = directory.resolve("added.security");
        Files.write(file, List.of(lines));
        return option("-Djava.security.properties=" + file);
    }

    ProbeJvm providerLine(String value) throws IOException {
        return securityProperties("security.provider." + freeNumber() + "=" + value);
    }

    ProbeJvm option(String option) {
        options.add(option);
        return this;
    }

    ProbeJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A jar in place of the module's compiled classes. */
    ProbeJvm module(Path jar) {
        this.module = jar.toString();
        return this;
    }

    /** Asks the questions; the answers by question. */
    Map<String, String> ask(String... questions) throws Exception {
        return answers(run(RegistrationProbe.class.getName(), questions).requireSuccess(), questions);
    }

    /** The answers that {@link RegistrationProbe} printed. */
    static Map<String, String> answers(String output, String... questions) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String line : output.lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                answers.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        if (!answers.keySet().containsAll(List.of(questions))) {
            throw new AssertionError("not all was answered: " + output);
        }
        return answers;
    }

    /** Runs a main class of the module or of the tests to its end. */
    Ended run(String mainClass, String... arguments) throws Exception {
        String tests = location(RegistrationProbe.class);
        String drivers = location(org.h2.Driver.class) + File.pathSeparator + location(org.postgresql.Driver.class);
        List<String> command = new ArrayList<>();
        if (layout == Layout.MODULE_PATH) {
            command.addAll(List.of("--module-path", module, "-cp", tests + File.pathSeparator + drivers));
        } else {
            command.addAll(List.of("-cp", String.join(File.pathSeparator, module, tests, drivers)));
        }
        command.add(mainClass);
        return runWith(command, arguments);
    }

    /** Runs a main class of an executable jar. */
    Ended runFrom(Path jar, String mainClass, String... arguments) throws Exception {
        return runWith(List.of("-cp", jar.toString(), mainClass), arguments);
    }

    /** Runs "java -jar". */
    Ended runJar(Path jar, String... arguments) throws Exception {
        return runWith(List.of("-jar", jar.toString()), arguments);
    }

    private Ended runWith(List<String> launch, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.security.egd=file:/dev/urandom",
                // Guessing passwords of tests may be fast.
                "-Dkeystore.pkcs12.keyPbeIterationCount=100",
                "-Dkeystore.pkcs12.macIterationCount=100"));
        command.addAll(options);
        command.addAll(launch);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /** What a JVM left behind. */
    record Ended(int exitCode, String output) {

        String requireSuccess() {
            if (exitCode != 0) {
                throw new AssertionError("the JVM ended with " + exitCode + ": " + output);
            }
            return output;
        }
    }

    static String location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
