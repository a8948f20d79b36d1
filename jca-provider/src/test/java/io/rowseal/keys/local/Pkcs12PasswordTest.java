package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.LogRecords;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The password of a PKCS#12 file: what it must be, what a guess costs, and what is said of one that does not fit. */
class Pkcs12PasswordTest {

    private static final String PASSWORD = "twelve chars";
    private static final Context CONTEXT = Context.of("a", "b");
    private static final String KEY_COUNT = "keystore.pkcs12.keyPbeIterationCount";
    private static final String MAC_COUNT = "keystore.pkcs12.macIterationCount";
    private static final String KEY_ITERATIONS = "0203" + "0927c0";
    private static final String MAC_ITERATIONS = "0203" + "124f80";

    @TempDir
    Path directory;

    @Test
    void f10j_filesAreMadeAndMadeAnewWithManyIterations() throws Exception {
        withoutCounts(() -> {
            byte[] old = olderFile(PASSWORD);
            assertThat(count(old, KEY_ITERATIONS)).isZero();
            try (Pkcs12MasterKeyStore store = store(PASSWORD, false)) {
                store.start(StoreStart.keysMustExist());
                WrappedKey wrapped = store.wrap("master-1", new byte[32], CONTEXT);
                assertThat(store.rotate()).isEqualTo("master-2");
                byte[] renewed = Files.readAllBytes(file());
                assertThat(count(renewed, KEY_ITERATIONS)).as("both keys").isEqualTo(2);
                assertThat(count(renewed, MAC_ITERATIONS)).as("the MAC").isEqualTo(1);
                assertThat(store.unwrap(wrapped, CONTEXT)).isEqualTo(new byte[32]);
            }
            assertThat(keytool(PASSWORD)).contains("master-1", "master-2", "SecretKeyEntry");
            Files.delete(file());
            try (Pkcs12MasterKeyStore store = store(PASSWORD, true)) {
                store.start(StoreStart.mayCreateKeys());
            }
            byte[] created = Files.readAllBytes(file());
            assertThat(count(created, KEY_ITERATIONS)).isEqualTo(1);
            assertThat(count(created, MAC_ITERATIONS)).isEqualTo(1);
            assertThat(keytool(PASSWORD)).contains("master-1", "SecretKeyEntry");
            assertThat(keytool("twelve charz")).contains("Integrity check failed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "eleven char"})
    void f10j_aShortPasswordMakesNoFile(String password) {
        assertThatThrownBy(() -> store(password, true).start(StoreStart.mayCreateKeys()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("fewer than 12 characters")
                .hasMessageContaining("openssl rand");
        assertThat(file()).doesNotExist();
    }

    @Test
    void f10j_aFileWithAShortPasswordOpensWithAWarning() throws Exception {
        olderFile("short!");
        try (LogRecords log = new LogRecords(Pkcs12MasterKeyStore.class.getName());
                Pkcs12MasterKeyStore store = store("short!", false)) {
            store.start(StoreStart.keysMustExist());
            assertThat(log.warnings()).anyMatch(line -> line.contains("fewer than 12 characters"));
        }
    }

    @Test
    void f20_aNewFileTakesNoPasswordThatOtherJdksReadDifferently() {
        assertThatThrownBy(() -> store("ein Paßwort, das lang ist", true).start(StoreStart.mayCreateKeys()))
                .hasMessageContaining("outside of printable ASCII");
        assertThatThrownBy(() -> store("\uFEFF" + PASSWORD, true).start(StoreStart.mayCreateKeys()))
                .hasMessageContaining("byte-order mark");
    }

    @Test
    void f20_aPasswordThatDoesNotFitIsSaidToHaveAByteOrderMark() throws Exception {
        olderFile(PASSWORD);
        assertThatThrownBy(() -> store("\uFEFF" + PASSWORD, false).start(StoreStart.keysMustExist()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not open with this password")
                .hasMessageContaining("byte-order mark");
    }

    @Test
    void f20_aFileProtectedAsOnlyANewerJdkCanIsNamedSo() throws Exception {
        byte[] file = olderFile(PASSWORD);
        String hex = HexFormat.of().formatHex(file);
        // Another algorithm in place of SHA-256 in the MAC: SHA3-256, which no JDK derives a MAC's key with.
        int at = hex.lastIndexOf("608648016503040201");
        Files.write(
                file(), HexFormat.of().parseHex(hex.substring(0, at) + "608648016503040208" + hex.substring(at + 18)));
        assertThatThrownBy(() -> store(PASSWORD, false).start(StoreStart.keysMustExist()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a newer JDK made it");
    }

    @Test
    void f20_aDirectoryThatDoesNotExistIsTheCause() {
        for (boolean records : new boolean[] {true, false}) {
            assertThatThrownBy(() -> Pkcs12MasterKeyStore.builder()
                            .file(directory.resolve("missing/keys.p12"))
                            .password(PASSWORD::toCharArray)
                            .build()
                            .start(records ? StoreStart.keysMustExist() : StoreStart.mayCreateKeys()))
                    .hasMessageContaining("its directory does not exist");
        }
    }

    private interface Body {
        void run() throws Exception;
    }

    private static void withoutCounts(Body body) throws Exception {
        String keys = System.clearProperty(KEY_COUNT);
        String macs = System.clearProperty(MAC_COUNT);
        try {
            body.run();
        } finally {
            restore(KEY_COUNT, keys);
            restore(MAC_COUNT, macs);
        }
    }

    private static void restore(String name, String value) {
        if (value != null) {
            System.setProperty(name, value);
        }
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private Pkcs12MasterKeyStore store(String password, boolean create) {
        return Pkcs12MasterKeyStore.builder()
                .file(file())
                .password(password::toCharArray)
                .createIfMissing(create)
                .build();
    }

    /** As the JDK makes it. */
    private byte[] olderFile(String password) throws Exception {
        KeyStore content = KeyStore.getInstance("PKCS12");
        content.load((InputStream) null, null);
        content.setEntry(
                "master-1",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[32], "AES")),
                new KeyStore.PasswordProtection(password.toCharArray()));
        try (OutputStream out = Files.newOutputStream(file())) {
            content.store(out, password.toCharArray());
        }
        return Files.readAllBytes(file());
    }

    private static int count(byte[] file, String hex) {
        return HexFormat.of().formatHex(file).split(hex, -1).length - 1;
    }

    private String keytool(String password) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-list",
                        "-J-Duser.language=en",
                        "-keystore",
                        file().toString(),
                        "-storepass",
                        password)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
