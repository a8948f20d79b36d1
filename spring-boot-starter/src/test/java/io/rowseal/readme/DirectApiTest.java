package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The README's part on the direct API. */
class DirectApiTest {

    @Test
    void theSnippetSealsAndOpensAMessage() {
        byte[] message = "to be paid by Friday".getBytes(StandardCharsets.UTF_8);
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            // snippet
            Envelope envelope = Envelope.of(ring);
            byte[] sealed = envelope.seal(message, Context.of("invoice", "4711"));
            byte[] opened = envelope.open(sealed, Context.of("invoice", "4711"));
            // end of snippet
            assertThat(opened).isEqualTo(message);
        }
    }
}
