package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the mapped classes of a package and those below it, in directories and jar files of a class path. */
final class PackageClasses {

    private static final String CLASS = ".class";
    private static final List<Class<? extends Annotation>> MAPPED =
            List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);

    private PackageClasses() {}

    /**
     * Finds them.
     *
     * @return ordered by name, at least one
     * @throws ConfigurationException if there are none, or a class cannot be loaded
     */
    static List<Class<?>> of(String name, ClassLoader loader) {
        String path = name.replace('.', '/');
        List<Class<?>> found = new ArrayList<>();
        try {
            for (URL place : Collections.list(loader.getResources(path))) {
                found.addAll(mapped(place.toURI(), path, loader));
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException | LinkageError e) {
            throw new ConfigurationException("the classes of package '" + name + "' cannot be read: " + e, e);
        }
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "package '" + name
                            + "' has no mapped classes: put the application on the class path, or name the classes with --entities");
        }
        found.sort((first, other) -> first.getName().compareTo(other.getName()));
        return found;
    }

    /**
     * Loads one class.
     *
     * @throws ConfigurationException if it is not there
     */
    static Class<?> named(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "there is no class '" + name + "': put the application on the class path", e);
        }
    }

    /** Mapped classes at a place that a package, or all of a class path entry where the path is empty, is at. */
    static List<Class<?>> mapped(URI place, String path, ClassLoader loader)
            throws IOException, ClassNotFoundException {
        List<Class<?>> found = new ArrayList<>();
        for (String type : names(place, path)) {
            Class<?> loaded = Class.forName(type, false, loader);
            if (MAPPED.stream().anyMatch(loaded::isAnnotationPresent)) {
                found.add(loaded);
            }
        }
        return found;
    }

    private static List<String> names(URI place, String path) throws IOException {
        if (!place.getScheme().equals("jar")) {
            return names(Path.of(place), path);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return names(jar.getPath("/" + path), path);
        } catch (FileSystemNotFoundException e) {
            throw new IOException(e);
        }
    }

    private static List<String> names(Path root, String path) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(CLASS) && !file.endsWith("-info" + CLASS))
                    .filter(file -> !file.startsWith("META-INF/"))
                    .map(file -> (path.isEmpty() ? "" : path + "/") + file.substring(0, file.length() - CLASS.length()))
                    .map(file -> file.replace('/', '.'))
                    .toList();
        }
    }
}
