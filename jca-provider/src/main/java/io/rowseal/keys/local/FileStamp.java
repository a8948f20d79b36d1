package io.rowseal.keys.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a file changed. A replaced file has another key even where time and size are the same, and a copy that keeps the
 * time of its source still has another time of change of its inode, where the system knows one.
 */
record FileStamp(
        @Nullable Object fileKey,
        long modifiedMillis,
        long size,
        @Nullable Object inodeChanged) {

    /**
     * The stamp of a file now.
     *
     * @throws IOException if it cannot be examined; {@link java.nio.file.NoSuchFileException} if it is missing
     */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                attributes.fileKey(), attributes.lastModifiedTime().toMillis(), attributes.size(), inodeChanged(file));
    }

    private static @Nullable Object inodeChanged(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:ctime")
                : null;
    }
}
