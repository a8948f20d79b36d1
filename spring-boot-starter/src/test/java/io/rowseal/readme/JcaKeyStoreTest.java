package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.jca.EnvelopeKeyStoreParameter;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.message.Envelope;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyStore;
import java.security.Security;
import java.util.Collections;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JCA page's part on master keys and data keys. */
class JcaKeyStoreTest {

    @BeforeEach
    void addProvider() {
        Security.addProvider(new RowsealProvider());
    }

    @AfterEach
    void removeProvider() {
        Security.removeProvider(RowsealProvider.NAME);
    }

    @Test
    void theSnippetFindsAMasterKey() throws Exception {
        byte[] message = "to be paid by Friday".getBytes(StandardCharsets.UTF_8);
        try (MasterKeyStore store = new InMemoryMasterKeyStore()) {
            // snippet master-keys
            KeyStore masterKeys = KeyStore.getInstance("EnvelopeMasterKeys");
            masterKeys.load(EnvelopeKeyStoreParameter.of(store));
            Key handle = masterKeys.getKey("memory/master-1", null);
            // end of snippet
            assertThat(Collections.list(masterKeys.aliases())).containsExactly("memory/master-1");
            Envelope envelope = Envelope.of(handle);
            byte[] sealed = envelope.seal(message, Context.empty());
            assertThat(envelope.open(sealed, Context.empty())).isEqualTo(message);
        }
    }

    @Test
    void theSnippetMakesADataKey() throws Exception {
        // snippet data-key
        SecretKey dataKey = KeyGenerator.getInstance("EnvelopeDataKey").generateKey();
        byte[] encoded = dataKey.getEncoded();
        dataKey.destroy();
        // end of snippet
        assertThat(encoded).hasSize(32);
        assertThat(dataKey.isDestroyed()).isTrue();
    }
}
