package io.rowseal.examples.clinic.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a directory, for messages. */
final class DataFiles {

    private static final double KIBIBYTE = 1024;

    private DataFiles() {}

    static String describe(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                names.add(String.format(
                        Locale.ROOT,
                        "%s (%.0f KiB)",
                        directory.relativize(file),
                        Math.ceil(Files.size(file) / KIBIBYTE)));
            }
        }
        return names.stream().collect(Collectors.joining(", "));
    }
}
