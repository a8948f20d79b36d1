package io.rowseal.maven;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;

/** Runs the command in a class loader that sees nothing of Maven and its plugins. */
final class IsolatedCommand {

    private static final String MAIN = "io.rowseal.migration.DdlMain";

    /** What the command printed, and its exit code. */
    record Result(int code, String out, String err) {}

    private IsolatedCommand() {}

    static Result run(Collection<File> classPath, List<String> arguments) throws MojoExecutionException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader());
                PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream refused = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            thread.setContextClassLoader(loader);
            Method run = loader.loadClass(MAIN).getMethod("run", PrintStream.class, PrintStream.class, String[].class);
            Object code = run.invoke(null, printed, refused, arguments.toArray(String[]::new));
            return new Result(
                    (Integer) code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (InvocationTargetException e) {
            throw new MojoExecutionException("the migration cannot be generated: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException | IOException e) {
            throw new MojoExecutionException("the migration cannot be generated: " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] urls(Collection<File> files) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (File file : files) {
            urls.add(file.toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
