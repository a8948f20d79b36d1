package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JCA page's part on a provider with a configuration file. */
class ConfiguredProviderTest {

    @TempDir
    Path directory;

    @AfterEach
    void removeProvider() {
        Security.removeProvider(RowsealProvider.NAME);
    }

    @Test
    void theSnippetGivesTheKeysOfTheConfiguredRing() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "only for this test");
        Path file = Files.writeString(
                directory.resolve("rowseal.properties"), """
                master-key-store.pkcs12.file=master-keys.p12
                master-key-store.pkcs12.password-file=%s
                master-key-store.pkcs12.create-if-missing=true
                kek-store.jdbc.url=jdbc:h2:file:%s
                kek-store.jdbc.create-if-missing=true
                """.formatted(password, directory.resolve("keks")));
        Security.addProvider(new RowsealProvider().configure(file.toString()));
        // snippet
        RowsealProvider provider = (RowsealProvider) Security.getProvider("Rowseal");
        KeyRingKey key = provider.key();
        KeyRingKey keyOfATenant = provider.key("tenant-7");
        // end of snippet
        assertThat(key.scope()).isEqualTo("default");
        assertThat(keyOfATenant.scope()).isEqualTo("tenant-7");
        assertThat(keyOfATenant.ring()).isSameAs(key.ring());
        key.ring().close();
    }
}
