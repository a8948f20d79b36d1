package io.rowseal.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** The module's jar as the build makes it: its compiled classes and resources, and a main class in the manifest. */
final class ModuleJar {

    private ModuleJar() {}

    static Path build(Path directory) throws Exception {
        Path jar = in(directory);
        return jar(
                jar,
                "--create",
                "--file",
                jar.toString(),
                "--main-class",
                "io.rowseal.doctor.Doctor",
                "-C",
                ProbeJvm.location(io.rowseal.jca.RowsealProvider.class),
                ".");
    }

    /** Where {@link #build} puts it. */
    static Path in(Path directory) {
        return directory.resolve("rowseal-jca-provider.jar");
    }

    static Path jar(Path made, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        if (tool.run(System.out, System.err, arguments) != 0 || !Files.exists(made)) {
            throw new AssertionError("the tool jar failed: " + List.of(arguments));
        }
        return made;
    }

    /** Runs a tool of the JDK that is no {@link ToolProvider}; what it printed. */
    static String tool(String name, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ": " + output);
        }
        return output;
    }
}
