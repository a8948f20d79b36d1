package io.rowseal.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody changes the caller's array once the cipher of the primitives has begun. That cipher reads its input more than once,
 * so it must have a copy: else plaintext is given out that was never verified. And a nonce that is derived from a plaintext must
 * not meet another one.
 */
class ChangingArrayTest {

    private static final Context CONTEXT = Context.of("invoice", "4711");
    private static final byte[] MESSAGE = random(1000, 1);

    private final FaultyProvider primitives = new FaultyProvider(FaultyProvider.Fault.NONE);
    private final RowsealProvider provider = new RowsealProvider();
    private KeyRing ring;

    @BeforeEach
    void open() {
        ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .primitiveProvider(primitives)
                .build();
    }

    @AfterEach
    void close() {
        ring.close();
    }

    private void changeOnceTheCipherHasBegun(byte[] input) {
        byte changed = (byte) ~input[input.length - 100];
        primitives.beforeEachGcm = () -> input[input.length - 100] = changed;
    }

    @Test
    void theDirectApiOpensWhatWasThereAtTheCall() {
        for (Envelope envelope :
                new Envelope[] {Envelope.of(ring), Envelope.of(ClientKey.of(random(32, 2)), primitives)}) {
            byte[] sealed = envelope.seal(MESSAGE, CONTEXT);
            changeOnceTheCipherHasBegun(sealed);
            assertThat(envelope.open(sealed, CONTEXT)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void theCipherDecryptsWhatWasThereAtTheCall() throws Exception {
        for (boolean buffers : new boolean[] {false, true}) {
            Cipher cipher = Cipher.getInstance("Envelope", provider);
            byte[] sealed = Envelope.of(ring).seal(MESSAGE, CONTEXT);
            cipher.init(Cipher.DECRYPT_MODE, ring.key("default"), new EnvelopeParameterSpec(CONTEXT));
            changeOnceTheCipherHasBegun(sealed);
            byte[] opened = new byte[MESSAGE.length];
            if (buffers) {
                cipher.doFinal(ByteBuffer.wrap(sealed), ByteBuffer.wrap(opened));
            } else {
                cipher.doFinal(sealed, 0, sealed.length, opened);
            }
            assertThat(opened).isEqualTo(MESSAGE);
        }
    }

    @Test
    void theCipherDecryptsADetachedBodyThatWasThereAtTheCall() throws Exception {
        Cipher cipher = Cipher.getInstance("Envelope", provider);
        cipher.init(Cipher.ENCRYPT_MODE, ring.key("default"), new EnvelopeParameterSpec(CONTEXT).detached());
        byte[] body = cipher.doFinal(MESSAGE);
        cipher.init(Cipher.DECRYPT_MODE, ring.key("default"), cipher.getParameters());
        changeOnceTheCipherHasBegun(body);
        assertThat(cipher.doFinal(body)).isEqualTo(MESSAGE);
    }

    @Test
    void aRowOpensTheCellThatWasThereAtTheCall() {
        try (TableKeys table = TableKeys.of(ring, "default", "invoices")) {
            RowKey row = table.newRowKey();
            byte[] cell = row.seal(Column.binary("note"), new byte[0], MESSAGE);
            byte[] stored = ByteBuffer.allocate(83 + cell.length)
                    .put(row.block())
                    .put(cell)
                    .array();
            changeOnceTheCipherHasBegun(stored);
            assertThat(table.open(Column.binary("note"), stored)).isEqualTo(MESSAGE);
        }
    }

    @Test
    void attack11_aRowSealsTheValueThatItsNonceIsDerivedFrom() {
        try (TableKeys table = TableKeys.of(ring, "default", "invoices")) {
            for (Column column :
                    new Column[] {Column.binary("note"), Column.binary("padded").withPadding(64)}) {
                RowKey row = table.newRowKey();
                byte[] value = MESSAGE.clone();
                changeOnceTheCipherHasBegun(value);
                byte[] cell = row.seal(column, new byte[0], value);
                assertThat(value).isNotEqualTo(MESSAGE);
                byte[] stored = ByteBuffer.allocate(83 + cell.length)
                        .put(row.block())
                        .put(cell)
                        .array();
                assertThat(table.open(column, stored)).isEqualTo(MESSAGE);
            }
        }
    }

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
