package io.rowseal.examples.clinic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path parent;

    @Test
    void createsAPrivateDirectory() throws IOException {
        Path path = parent.resolve("a").resolve("b");

        DataDirectory.prepare(path);

        assertThat(path).isEmptyDirectory();
        assumePosix();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void removesWhatAnEarlierRunMade() throws IOException {
        for (String name :
                new String[] {"clinic.mv.db", "clinic.trace.db", "master-keys.p12", "master-keys.password"}) {
            Files.createFile(parent.resolve(name));
        }

        DataDirectory.prepare(parent);

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void directoryWithAnyOtherFileIsRefusedAndLeftAsItIs() throws IOException {
        Files.createFile(parent.resolve("clinic.mv.db"));
        Files.createFile(parent.resolve("thesis.txt"));

        assertThatThrownBy(() -> DataDirectory.prepare(parent))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("thesis.txt");

        assertThat(parent.resolve("clinic.mv.db")).exists();
        assertThat(parent.resolve("thesis.txt")).exists();
    }

    @Test
    void fileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.prepare(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void passwordIsTheGivenOneOrARandomOneOnlyTheOwnerReads() throws IOException {
        Path file = parent.resolve("password");

        assertThat(KeyPassword.of("given", file).value()).isEqualTo("given");
        assertThat(file).doesNotExist();

        KeyPassword random = KeyPassword.of(null, file);
        assertThat(random.value()).hasSize(32);
        assertThat(file).hasContent(random.value());
        assertThat(random.toString()).doesNotContain(random.value());
        assertThat(KeyPassword.of(null, parent.resolve("other")).value()).isNotEqualTo(random.value());
        assumePosix();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void assumePosix() {
        Assumptions.assumeTrue(
                parent.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }
}
