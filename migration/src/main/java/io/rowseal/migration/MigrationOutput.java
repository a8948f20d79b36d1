package io.rowseal.migration;

import io.rowseal.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Where generated files go. */
final class MigrationOutput {

    private MigrationOutput() {}

    static void print(List<MigrationFile> files, PrintStream out) {
        for (MigrationFile file : files) {
            out.println("-- " + file.name());
            out.print(file.content());
        }
    }

    /** Writes all of them and prints their paths; writes none if one exists, since half a migration would be worse. */
    static void write(List<MigrationFile> files, Path directory, PrintStream out) throws IOException {
        for (MigrationFile file : files) {
            Path path = directory.resolve(file.name());
            if (Files.exists(path)) {
                throw new ConfigurationException("the file '" + path
                        + "' exists and is not replaced: give another --version or --output, or remove the file");
            }
        }
        Files.createDirectories(directory);
        for (MigrationFile file : files) {
            Path path = directory.resolve(file.name());
            Files.writeString(path, file.content(), StandardOpenOption.CREATE_NEW);
            out.println(path);
        }
    }
}
