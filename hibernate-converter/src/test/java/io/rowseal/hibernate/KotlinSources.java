package io.rowseal.hibernate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/**
 * Classes of Kotlin, compiled by its own compiler with its default settings.
 *
 * @param compiled whether it took the source
 * @param messages what it said
 * @param loader loads the classes
 */
record KotlinSources(boolean compiled, String messages, URLClassLoader loader) implements AutoCloseable {

    static KotlinSources compile(Path directory, String source) throws IOException {
        Path file = Files.writeString(directory.resolve("Entities.kt"), source);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler()
                .exec(
                        new PrintStream(messages, true, StandardCharsets.UTF_8),
                        "-no-stdlib",
                        "-no-reflect",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        classPath(),
                        "-d",
                        classes.toString(),
                        file.toString());
        return new KotlinSources(
                code == ExitCode.OK,
                messages.toString(StandardCharsets.UTF_8),
                new URLClassLoader(
                        new URL[] {classes.toUri().toURL()},
                        Thread.currentThread().getContextClassLoader()));
    }

    Class<?> type(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Surefire keeps the true one there. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
