package io.rowseal.keys;

import io.rowseal.Context;
import io.rowseal.WrongContextException;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import java.nio.ByteBuffer;

/** Opens in vain and seals under more table names than fit into its memory. Prints one line for each part that it survives. */
public final class LongTablesProcess {

    private static final int TABLES = 300;
    private static final int TABLE_BYTES = 1 << 20;

    private LongTablesProcess() {}

    /** Runs it; the memory is limited by the caller. */
    public static void main(String[] arguments) {
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            Envelope envelope = Envelope.of(ring);
            byte[] sealed = envelope.seal(new byte[1], Context.of("table", "t"));
            int refused = 0;
            for (int i = 0; i < TABLES; i++) {
                try {
                    envelope.open(sealed, table(i));
                } catch (WrongContextException e) {
                    refused++;
                }
            }
            System.out.println("refused=" + refused);
            for (int i = 0; i < TABLES; i++) {
                envelope.seal(new byte[1], table(i));
            }
            System.out.println("opened=" + envelope.open(sealed, Context.of("table", "t")).length);
        }
    }

    private static Context table(int number) {
        return Context.empty()
                .with("table", ByteBuffer.allocate(TABLE_BYTES).putInt(number).array());
    }
}
