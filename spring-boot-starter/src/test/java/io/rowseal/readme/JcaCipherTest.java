package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import java.nio.charset.StandardCharsets;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

/** The README's part on the JCA cipher. */
class JcaCipherTest {

    @Test
    void theSnippetSealsAndOpensAMessage() throws Exception {
        byte[] message = "to be paid by Friday".getBytes(StandardCharsets.UTF_8);
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            // snippet
            RowsealProvider provider = new RowsealProvider();

            Cipher cipher = Cipher.getInstance("Envelope", provider);
            cipher.init(Cipher.ENCRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
            byte[] sealed = cipher.doFinal(message);

            cipher.init(Cipher.DECRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
            byte[] opened = cipher.doFinal(sealed);
            // end of snippet
            assertThat(opened).isEqualTo(message);
            assertThat(sealed).hasSize(message.length + 99);
        }
    }
}
