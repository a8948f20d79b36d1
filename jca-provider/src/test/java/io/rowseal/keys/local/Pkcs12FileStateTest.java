package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.testing.LogRecords;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store does with a file that is missing, damaged, open to others, or not made by it. */
class Pkcs12FileStateTest {

    private static final String PASSWORD = "open sesame, open";

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private Pkcs12MasterKeyStore.Builder builder() {
        return Pkcs12MasterKeyStore.builder().file(file()).password(PASSWORD::toCharArray);
    }

    private Pkcs12MasterKeyStore started() {
        Pkcs12MasterKeyStore store = builder().build();
        store.start(StoreStart.keysMustExist());
        return store;
    }

    private Pkcs12MasterKeyStore created() {
        Pkcs12MasterKeyStore store = builder().createIfMissing(true).build();
        store.start(StoreStart.mayCreateKeys());
        return store;
    }

    private void assertStartRefused(Pkcs12MasterKeyStore store, String... messageParts) {
        assertThatThrownBy(() -> store.start(StoreStart.mayCreateKeys()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("keys.p12")
                .hasMessageContainingAll(messageParts)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PASSWORD, "wrong-password"));
    }

    @Test
    void aMissingFileIsNotCreatedUnlessAllowed() {
        assertStartRefused(builder().build(), "is missing", "createIfMissing", "keytool -genseckey");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aMissingFileIsNeverCreatedWhileThereAreKekRecords() {
        Pkcs12MasterKeyStore store = builder().createIfMissing(true).build();
        assertThatThrownBy(() -> store.start(StoreStart.keysMustExist()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(file().toString(), "KEK records", "restore it from its backup");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void hiddenFilesOfOthersAreLeftAloneAndLeftoversOfACrashAreNot() throws Exception {
        Pkcs12MasterKeyStore store = created();
        Path backup = Files.createFile(directory.resolve(".keys.p12.bak"));
        Path swap = Files.createFile(directory.resolve(".keys.p12.swp"));
        Path leftover = Files.createFile(directory.resolve(".keys.p12.0123456789abcdef.new"));

        store.rotate();

        assertThat(backup).exists();
        assertThat(swap).exists();
        assertThat(leftover).doesNotExist();
    }

    @Test
    void aMissingDirectoryIsNotCreated() {
        Path file = directory.resolve("volume").resolve("keys.p12");
        assertStartRefused(builder().file(file).createIfMissing(true).build(), "directory does not exist", "mount");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aFileIsNotCreatedWithoutAPassword() {
        assertStartRefused(
                builder().createIfMissing(true).password(() -> new char[0]).build(), "without a password");
        assertStartRefused(builder().createIfMissing(true).password(() -> null).build(), "has no password");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLinkToAMissingFileIsNotFollowed() throws Exception {
        Files.createSymbolicLink(file(), directory.resolve("elsewhere"));
        assertStartRefused(builder().createIfMissing(true).build(), "symbolic link");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aWrongPasswordIsReported() {
        created();
        assertStartRefused(
                builder().password("wrong-password"::toCharArray).build(), "does not open with this password");
        assertStartRefused(builder().password(() -> new char[0]).build(), "does not open with this password");
    }

    @Test
    void aDirectoryInItsPlaceIsReported() throws Exception {
        Files.createDirectory(file());
        assertStartRefused(builder().createIfMissing(true).build(), "is a directory");
    }

    @Test
    void anEmptyFileIsReportedAndNotReplaced() throws Exception {
        Files.createFile(file());
        assertStartRefused(builder().createIfMissing(true).build(), "is empty", "backup");
        assertThat(file()).isEmptyFile();
    }

    @Test
    void aFileThatIsNoKeyFileIsReported() throws Exception {
        Files.writeString(file(), "This is no key file.\n".repeat(50));
        assertStartRefused(builder().createIfMissing(true).build(), "is not a PKCS#12 file or is damaged", "backup");
        Files.write(file(), new byte[17 * 1024 * 1024]);
        assertStartRefused(builder().build(), "is not a key file");
    }

    @Test
    void everyDamageIsReportedAsAQuestionOfConfiguration() throws Exception {
        created();
        byte[] good = Files.readAllBytes(file());
        Random random = new Random(20260101);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(good, 1 + random.nextInt(good.length - 1)) : good.clone();
            if (i % 3 != 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file(), damaged);
            assertStartRefused(builder().createIfMissing(true).build(), "restore it from its backup");
            assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
        }
    }

    @Test
    void aFileThatMayNotBeReadIsReported() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        created();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("---------"));
        assertStartRefused(builder().build(), "cannot be read", "AccessDenied");
    }

    @Test
    void aFileBelowAFileIsReported() throws Exception {
        Files.createFile(directory.resolve("plain"));
        Path file = directory.resolve("plain").resolve("keys.p12");
        assertStartRefused(builder().file(file).createIfMissing(true).build(), "its directory");
    }

    @Test
    void aCreatedFileIsForItsOwnerOnlyAndAlone() throws Exception {
        created();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("keys.p12", "keys.p12.lock");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys.p12.lock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void rotationKeepsPermissionsAndOwner() throws Exception {
        created();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        PosixFileAttributeView view = Files.getFileAttributeView(file(), PosixFileAttributeView.class);
        if ("root".equals(System.getProperty("user.name"))) {
            view.setOwner(file().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("daemon"));
            view.setGroup(file().getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("games"));
        }
        var before = view.readAttributes();
        started().rotate();
        var after = view.readAttributes();
        assertThat(after.fileKey()).isNotEqualTo(before.fileKey());
        assertThat(after.permissions()).isEqualTo(before.permissions());
        assertThat(after.owner()).isEqualTo(before.owner());
        assertThat(after.group()).isEqualTo(before.group());
    }

    @Test
    void rotationThroughALinkReplacesTheFileItLeadsTo() throws Exception {
        created();
        Path link = directory.resolve("link.p12");
        Files.createSymbolicLink(link, file());
        Pkcs12MasterKeyStore store = builder().file(link).build();
        store.start(StoreStart.keysMustExist());
        assertThat(store.rotate()).isEqualTo("master-2");
        assertThat(link).isSymbolicLink();
        assertThat(started().activeKeyRef()).isEqualTo("master-2");
    }

    @Test
    void leftoversOfACrashAreRemovedByTheNextWriter() throws Exception {
        Path leftover = directory.resolve(".keys.p12.0011223344556677.new");
        Path foreign = directory.resolve(".other.p12.0011223344556677.new");
        Files.writeString(leftover, "half a file");
        Files.writeString(foreign, "not ours");
        created();
        assertThat(leftover).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void aFileThatOthersCanReadIsUsedWithOneWarning() throws Exception {
        created();
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        try (LogRecords records = new LogRecords(Pkcs12MasterKeyStore.class.getName())) {
            Pkcs12MasterKeyStore store = started();
            store.start(StoreStart.keysMustExist());
            store.rotate();
            assertThat(records.warnings()).singleElement().asString().contains("chmod 600 " + file(), "rw-r--r--");
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        try (LogRecords records = new LogRecords(Pkcs12MasterKeyStore.class.getName())) {
            started();
            assertThat(records.warnings()).isEmpty();
        }
    }

    @Test
    void theOnlyKeyIsActiveWhateverItsName() throws Exception {
        write("Some Key", "AES", 32);
        Pkcs12MasterKeyStore store = started();
        assertThat(store.activeKeyRef()).isEqualTo("some key");
        byte[] key = new byte[32];
        assertThat(store.unwrap(store.wrap("some key", key, Context.empty()), Context.empty()))
                .isEqualTo(key);
        assertThat(store.rotate()).isEqualTo("master-1");
        assertThat(started().activeKeyRef()).isEqualTo("master-1");
    }

    @Test
    void severalKeysWithoutANumberNeedAConfiguredOne() throws Exception {
        write("blue", "AES", 32);
        write("green", "AES", 32);
        assertStartRefused(builder().build(), "[blue, green]", "configure which of them is active");
        Pkcs12MasterKeyStore store = builder().activeKeyRef("Green").build();
        store.start(StoreStart.keysMustExist());
        assertThat(store.activeKeyRef()).isEqualTo("green");
        assertStartRefused(builder().activeKeyRef("red").build(), "no secret key 'red'", "[blue, green]");
    }

    @Test
    void aLowerCaseAliasDoesNotDependOnTheLocale() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            write("MINE", "AES", 32);
            Pkcs12MasterKeyStore store = builder().activeKeyRef("MINE").build();
            store.start(StoreStart.keysMustExist());
            assertThat(store.activeKeyRef()).isEqualTo("mine");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void keysOfOtherKindsAreNoMasterKeys() throws Exception {
        write("mac", "HmacSHA256", 32);
        assertStartRefused(builder().build(), "holds no AES-256 key", "'mac' is not an AES key", "keytool");
        write("short", "AES", 16);
        assertStartRefused(builder().build(), "holds no AES-256 key", "'short' is an AES key of 128 bits");
        assertStartRefused(builder().activeKeyRef("short").build(), "'short'", "128 bits");
        write("long", "AES", 32);
        assertThat(started().activeKeyRef()).isEqualTo("long");
        write("master-3", "AES", 24);
        assertStartRefused(builder().build(), "active key 'master-3'", "192 bits", "[long]");
    }

    @Test
    void otherEntriesOfTheFileSurviveARotation() throws Exception {
        write("master-1", "AES", 32);
        write("mac", "HmacSHA256", 20);
        started().rotate();
        KeyStore content = read();
        assertThat(Collections.list(content.aliases())).containsExactlyInAnyOrder("master-1", "mac", "master-2");
        assertThat(content.getKey("mac", PASSWORD.toCharArray()).getEncoded()).hasSize(20);
    }

    @Test
    void namesThatOnlyResembleOursAreNotCounted() throws Exception {
        for (String alias : List.of("master-01", "master-", "master-2x", "xmaster-9", "master-99999999999999999999")) {
            write(alias, "AES", 32);
        }
        assertStartRefused(builder().build(), "configure which of them is active");
        write("master-7", "AES", 32);
        assertThat(started().activeKeyRef()).isEqualTo("master-7");
        assertThat(started().rotate()).isEqualTo("master-8");
    }

    private KeyStore read() throws Exception {
        KeyStore content = KeyStore.getInstance("PKCS12");
        if (Files.exists(file())) {
            try (InputStream in = Files.newInputStream(file())) {
                content.load(in, PASSWORD.toCharArray());
            }
        } else {
            content.load(null, null);
        }
        return content;
    }

    private void write(String alias, String algorithm, int bytes) throws Exception {
        KeyStore content = read();
        byte[] key = new byte[bytes];
        key[0] = (byte) alias.length();
        content.setEntry(
                alias,
                new KeyStore.SecretKeyEntry(new SecretKeySpec(key, algorithm)),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        try (OutputStream out = Files.newOutputStream(file())) {
            content.store(out, PASSWORD.toCharArray());
        }
    }
}
