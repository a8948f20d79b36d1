package io.rowseal.jca;

import static io.rowseal.format.Layout.HEADER_BYTES;
import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.SEALED_VALUE_OVERHEAD;

import io.rowseal.Context;
import io.rowseal.RowsealException;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.message.MessageKey;
import io.rowseal.message.MessageKeys;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/** Decrypts messages. A key store is asked only once a whole message is there. */
final class OpenOperation implements MessageOperation {

    private static final byte[] NO_PREFIXES = new byte[0];

    private final KeyRingKey handle;
    private final Context context;

    OpenOperation(KeyRingKey handle, Context context) {
        this.handle = handle;
        this.context = context;
    }

    @Override
    public int mostData() {
        return MAX_PLAINTEXT_BYTES + SEALED_VALUE_OVERHEAD;
    }

    @Override
    public long outputSize(long dataBytes) {
        return Math.max(0, dataBytes - SEALED_VALUE_OVERHEAD);
    }

    @Override
    public boolean mayRepeat() {
        return true;
    }

    @Override
    public byte[] finish(byte[] associatedData, byte[] data) throws AEADBadTagException {
        // CipherInputStream.close() calls doFinal even if nothing was read: nothing may be asked for then.
        if (data.length < SEALED_VALUE_OVERHEAD) {
            throw Failures.notAuthentic();
        }
        byte[] header = Arrays.copyOf(data, HEADER_BYTES);
        try (MessageKey key =
                MessageKeys.of(handle, handle.ring().dataKeys().primitives()).open(context, header)) {
            return key.open(NO_PREFIXES, associatedData, data, HEADER_BYTES, data.length - HEADER_BYTES);
        } catch (RowsealException e) {
            if (Failures.concernsTheMessage(e)) {
                throw Failures.notAuthentic();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        // The key of each message was wiped with the message.
    }
}
