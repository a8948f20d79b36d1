package io.rowseal.keys.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets one writer at a time change a file, over threads and processes, by a lock on the file "name.lock" beside it. The
 * operating system frees the lock of a process that dies. The empty lock file stays: removing it would let two writers in.
 */
final class FileGuard implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final FileChannel channel;

    private FileGuard(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @throws IOException if there can be none, or another writer held it for 30 seconds
     */
    static FileGuard acquire(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        FileChannel channel = OwnerOnlyFiles.openOrCreate(lockFile);
        try {
            long begin = System.nanoTime();
            while (tryLock(channel) == null) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw new IOException("another writer holds the lock on " + lockFile);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return new FileGuard(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it.
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
