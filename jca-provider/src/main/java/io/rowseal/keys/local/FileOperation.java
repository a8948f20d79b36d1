package io.rowseal.keys.local;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something done with the master-key file that can fail for reasons outside the file's content. */
interface FileOperation<T extends @Nullable Object> {

    T run() throws IOException;

    /**
     * Runs an operation.
     *
     * @param what completes "cannot …"
     * @throws io.rowseal.ConfigurationException instead of an {@link IOException}, saying what to do
     */
    static <T extends @Nullable Object> T attempt(Path file, String what, FileOperation<T> operation) {
        try {
            return operation.run();
        } catch (IOException e) {
            throw Pkcs12File.unusable(
                    file,
                    "cannot " + what + " (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "): let the user that runs this process use the file and write to its directory",
                    e);
        }
    }
}
