package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.crypto.Primitives;
import io.rowseal.crypto.WipedKeyException;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.security.Security;
import org.junit.jupiter.api.Test;

/** A key of the chunk layer that another thread closes while a stream begins. */
class KeyClosedMeanwhileTest {

    private Cobblestone256 key;

    @Test
    void f17c_aCobblestoneKeyThatIsClosedMeanwhileIsRefusedByName() {
        // The generator of random numbers is asked before the key is used.
        Primitives closing = Primitives.using(Security.getProvider("SunJCE"), new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                super.nextBytes(bytes);
                key.close();
            }
        });
        key = Cobblestone256.of(new byte[Cobblestone256.KEY_BYTES], closing);

        assertThatThrownBy(() -> key.streams(new byte[0])
                        .sealTo(new ByteArrayOutputStream())
                        .write(new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(WipedKeyException.class)
                .hasMessage("the key was closed: give it again");
    }
}
