package io.rowseal.examples.clinic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Where database and keys are. It begins empty, and nothing but what an earlier run made is ever removed from it. */
final class DataDirectory {

    private static final String DATABASE = "clinic";
    private static final String MASTER_KEYS = "master-keys.p12";
    private static final String PASSWORD = "master-keys.password";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /** Creates the directory, or empties one that an earlier run used; refuses one with files of others. */
    static DataDirectory prepare(Path requested) {
        Path path = requested.toAbsolutePath().normalize();
        if (path.toString().indexOf(';') >= 0) {
            throw new BadInputException("--dir: H2 cannot use a path with a semicolon");
        }
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new BadInputException("--dir: " + path + " is not a directory");
            }
            createPrivate(path);
            List<Path> found;
            try (Stream<Path> files = Files.list(path)) {
                found = files.toList();
            }
            for (Path file : found) {
                if (!isOurs(file)) {
                    throw new BadInputException("--dir: " + path + " holds " + file.getFileName()
                            + ", which is not of this application: give a directory of its own");
                }
            }
            for (Path file : found) {
                Files.delete(file);
            }
            return new DataDirectory(path);
        } catch (IOException e) {
            throw new BadInputException("--dir: " + path + " cannot be used: " + e, e);
        }
    }

    Path path() {
        return path;
    }

    String databaseUrl() {
        // H2 must not tidy up when it closes: the search is to see whatever was ever written.
        return "jdbc:h2:file:" + path.resolve(DATABASE) + ";MAX_COMPACT_TIME=0";
    }

    Path masterKeys() {
        return path.resolve(MASTER_KEYS);
    }

    Path passwordFile() {
        return path.resolve(PASSWORD);
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && (name.startsWith(DATABASE + ".") || name.startsWith(MASTER_KEYS) || name.equals(PASSWORD));
    }

    private static void createPrivate(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (Files.notExists(path)) {
            Files.createDirectory(path, ownerOnly(path, "rwx------"));
        }
    }

    /** Nothing where the file system has no such permissions. */
    static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
