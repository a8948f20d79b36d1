package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.KekStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.message.Envelope;
import java.security.Security;
import org.junit.jupiter.api.Test;

/** The JCA page's part on the provider of primitives. */
class PrimitiveProviderTest {

    @Test
    void theSnippetBuildsARingWithTheChosenProvider() {
        MasterKeyStore masterKeys = new InMemoryMasterKeyStore();
        KekStore keks = new InMemoryKekStore();
        String name = "SunJCE";
        // snippet
        KeyRing ring = KeyRing.builder()
                .masterKeyStore(masterKeys)
                .kekStore(keks)
                .primitiveProvider(Security.getProvider(name))
                .build();
        // end of snippet
        Envelope envelope = Envelope.of(ring);
        byte[] sealed = envelope.seal(new byte[] {1, 2}, Context.empty());
        assertThat(envelope.open(sealed, Context.empty())).containsExactly(1, 2);
        ring.close();
    }
}
