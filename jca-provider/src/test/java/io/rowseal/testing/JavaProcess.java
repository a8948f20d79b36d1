package io.rowseal.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a small JVM with the class path of the tests. */
public final class JavaProcess {

    private JavaProcess() {}

    /** A builder of the process that runs a main class; what it prints is not redirected. */
    public static ProcessBuilder builder(Class<?> mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx128m",
                // Guessing passwords of tests may be fast.
                "-Dkeystore.pkcs12.keyPbeIterationCount=100",
                "-Dkeystore.pkcs12.macIterationCount=100",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
