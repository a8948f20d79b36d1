package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.Context;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules K1, K2 and R10: creating, probing and loading the key store {@code EnvelopeMasterKeys}. */
class MasterKeysLoadTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String SECRET = "only for this test";

    @TempDir
    private Path directory;

    private Path masters;
    private Path configuration;

    @BeforeEach
    void writeConfiguration() throws Exception {
        masters = directory.resolve("masters.p12");
        Files.writeString(directory.resolve("secret.txt"), SECRET);
        configuration = Files.writeString(directory.resolve("rowseal.properties"), relative());
    }

    /** Everything may be created, so that a test sees it if listing creates something. */
    private String relative() {
        return """
                master-key-store.pkcs12.file=masters.p12
                master-key-store.pkcs12.password-file=secret.txt
                master-key-store.pkcs12.create-if-missing=true
                kek-store.jdbc.url=jdbc:h2:file:%s
                kek-store.jdbc.create-if-missing=true
                """.formatted(directory.resolve("keks"));
    }

    private String absolute() {
        return relative()
                .replace("file=masters.p12", "file=" + masters)
                .replace("file=secret.txt", "file=" + directory.resolve("secret.txt"));
    }

    /** A file with the keys master-1 and master-2. */
    private void createMasters() {
        try (Pkcs12MasterKeyStore store = Pkcs12MasterKeyStore.builder()
                .file(masters)
                .password(SECRET::toCharArray)
                .createIfMissing(true)
                .build()) {
            store.start(StoreStart.mayCreateKeys());
            store.rotate();
        }
    }

    private Provider configured() {
        return new RowsealProvider().configure(configuration.toString());
    }

    private static KeyStore keyStore(Provider provider) throws KeyStoreException {
        return KeyStore.getInstance("EnvelopeMasterKeys", provider);
    }

    private static void assertLoaded(KeyStore keys) throws Exception {
        assertThat(Collections.list(keys.aliases())).containsExactly("pkcs12/master-2", "pkcs12/master-1");
        assertThat(keys.getKey("pkcs12/master-1", PASSWORD)).isInstanceOf(MasterKeyHandle.class);
    }

    @Test
    void k1_creatingDoesNothingAndProbingReadsNothing() throws Exception {
        Provider.Service service = new RowsealProvider()
                .configure(directory.resolve("missing").toString())
                .getService("KeyStore", "EnvelopeMasterKeys");
        EnvelopeKeyStoreSpi spi = (EnvelopeKeyStoreSpi) service.newInstance(null);
        InputStream unreadable = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("a probe must not read");
            }
        };
        assertThat(spi.engineProbe(unreadable)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void k1_filesOfOtherTypesAreFoundAsBefore(String type) throws Exception {
        Path file = directory.resolve("other.keystore");
        write(type, file);
        String without = KeyStore.getInstance(file.toFile(), PASSWORD).getType();
        Security.insertProviderAt(
                new RowsealProvider().configure(directory.resolve("missing").toString()), 1);
        try {
            KeyStore found = KeyStore.getInstance(file.toFile(), PASSWORD);
            assertThat(found.getType()).isEqualTo(without).isEqualToIgnoringCase(type);
            assertThat(found.size()).isZero();
            assertThatThrownBy(() -> KeyStore.getInstance(configuration.toFile(), PASSWORD))
                    .isInstanceOf(KeyStoreException.class);
        } finally {
            Security.removeProvider(RowsealProvider.NAME);
        }
    }

    @Test
    void r10_aThrowingConstructorDoesNotEscapeFromProbing() throws Exception {
        Path file = directory.resolve("other.keystore");
        write("PKCS12", file);
        Provider throwing = new Throwing();
        Security.insertProviderAt(throwing, 1);
        try {
            assertThat(KeyStore.getInstance(file.toFile(), PASSWORD).getType()).isEqualToIgnoringCase("PKCS12");
        } finally {
            Security.removeProvider(throwing.getName());
        }
        assertThatThrownBy(() -> KeyStore.getInstance("Throwing", throwing))
                .isInstanceOf(KeyStoreException.class)
                .cause()
                .isInstanceOf(NoSuchAlgorithmException.class)
                .hasMessageContaining("KeyStore Throwing cannot be created")
                .hasMessageContaining("broken");
    }

    private static void write(String type, Path file) throws Exception {
        KeyStore keys = KeyStore.getInstance(type);
        keys.load(null, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, PASSWORD);
        }
    }

    @Test
    void k2_everyWayToLoadShowsTheConfiguredKeysWithOrWithoutAPassword() throws Exception {
        createMasters();
        Provider provider = configured();
        KeyStore keys = keyStore(provider);
        keys.load(null, null);
        assertLoaded(keys);
        keys.load(null, PASSWORD);
        assertLoaded(keys);
        keys.load(null);
        assertLoaded(keys);
        keys.load(EnvelopeKeyStoreParameter.configured());
        assertLoaded(keys);
        for (KeyStore.ProtectionParameter protection :
                List.of(new KeyStore.PasswordProtection(PASSWORD), new KeyStore.CallbackHandlerProtection(callbacks -> {
                    throw new IOException("nobody is asked for a password");
                }))) {
            assertLoaded(KeyStore.Builder.newInstance("EnvelopeMasterKeys", provider, protection)
                    .getKeyStore());
        }
    }

    @Test
    void k2_aHandleOfAConfiguredKeyWraps() throws Exception {
        createMasters();
        KeyStore keys = keyStore(configured());
        keys.load(null, null);
        MasterKeyHandle handle = (MasterKeyHandle) keys.getKey("pkcs12/master-1", null);
        WrappedKey wrapped = handle.store().wrap(handle.keyRef(), new byte[32], Context.empty());
        assertThat(wrapped.keyRef()).isEqualTo("master-1");
        assertThat(handle.store().unwrap(wrapped, Context.empty())).isEqualTo(new byte[32]);
    }

    @Test
    void k2_listingCreatesNothingAndSaysWhatIsMissing() throws Exception {
        KeyStore keys = keyStore(configured());
        assertThatThrownBy(() -> keys.load(null, PASSWORD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(masters.toString())
                .hasMessageContaining("is missing")
                .hasCauseInstanceOf(ConfigurationException.class);
        assertThat(masters).doesNotExist();
        createMasters();
        keys.load(null, PASSWORD);
        assertLoaded(keys);
        try (var files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .as("no database was opened")
                    .noneMatch(name -> name.startsWith("keks"));
        }
    }

    @Test
    void k2_aWrongPasswordOfTheMasterKeysIsTold() throws Exception {
        createMasters();
        Files.writeString(directory.resolve("secret.txt"), "wrong");
        assertThatThrownBy(() -> keyStore(configured()).load(null, SECRET.toCharArray()))
                .as("the password stands where the configuration says, and nowhere else")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not open with this password");
    }

    @Test
    void k2_aProviderWithoutConfigurationSaysWhatToDo() throws Exception {
        assertThatThrownBy(() -> keyStore(new RowsealProvider()).load(null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("security.provider.N=Rowseal")
                .hasMessageContaining("EnvelopeKeyStoreParameter");
        Provider bad =
                new RowsealProvider().configure(directory.resolve("missing").toString());
        assertThatThrownBy(() -> keyStore(bad).load(null, null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void k2_aConfigurationFileMayBeLoadedAsTheKeyStoresFile() throws Exception {
        createMasters();
        KeyStore keys = keyStore(new RowsealProvider());
        keys.load(stream(absolute()), PASSWORD);
        assertLoaded(keys);
        keys.load(stream(absolute()), null);
        assertLoaded(keys);
    }

    @Test
    void k2_aConfigurationFileWithARelativePathIsRefusedAsTheKeyStoresFile() throws Exception {
        createMasters();
        KeyStore keys = keyStore(new RowsealProvider());
        assertThatThrownBy(() -> keys.load(stream(relative()), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("master-key-store.pkcs12.file is relative")
                .hasMessageContaining("give an absolute path");
        assertThatThrownBy(() -> keys.load(stream(absolute() + "kek-store.jdbc.password-file=db.txt\n"), null))
                .hasMessageContaining("kek-store.jdbc.password-file is relative");
        assertThatThrownBy(() -> keys.load(stream(absolute() + "nonsense=1\n"), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("[nonsense]");
    }

    @Test
    void k2_anyOtherFileIsRefusedWithoutQuotingIt() throws Exception {
        createMasters();
        KeyStore keys = keyStore(new RowsealProvider());
        byte[] pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADAN\n-----END PRIVATE KEY-----\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] large = (absolute() + "# " + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        byte[] badEscape = (absolute() + "scope=\\uZZZZ").getBytes(StandardCharsets.UTF_8);
        for (byte[] other : List.of(pem, Files.readAllBytes(masters), new byte[0], large, badEscape)) {
            assertThatThrownBy(() -> keys.load(new ByteArrayInputStream(other), PASSWORD))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not a configuration of the provider Rowseal")
                    .hasMessageNotContaining("MII");
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A provider whose key store cannot be created. */
    private static final class Throwing extends Provider {
        private static final long serialVersionUID = 1L;

        Throwing() {
            super("Throwing", "1", "a key store that cannot be created");
            putService(new SpiService(this, "KeyStore", "Throwing", EnvelopeKeyStoreSpi.class, () -> {
                throw new IllegalStateException("broken");
            }));
        }
    }
}
