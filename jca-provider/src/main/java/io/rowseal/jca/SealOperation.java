package io.rowseal.jca;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.SEALED_VALUE_OVERHEAD;

import io.rowseal.Context;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.message.MessageKey;
import io.rowseal.message.MessageKeys;

/** Encrypts one message: its data key is created and wrapped at {@code init}, so that failures of a key store appear there. */
final class SealOperation implements MessageOperation {

    private static final byte[] NO_PREFIXES = new byte[0];

    private final MessageKey key;

    SealOperation(KeyRingKey handle, Context context) {
        this.key = MessageKeys.of(handle, handle.ring().dataKeys().primitives()).create(context);
    }

    @Override
    public int mostData() {
        return MAX_PLAINTEXT_BYTES;
    }

    @Override
    public long outputSize(long dataBytes) {
        return dataBytes + SEALED_VALUE_OVERHEAD;
    }

    /** No: a data key encrypts one message. */
    @Override
    public boolean mayRepeat() {
        return false;
    }

    @Override
    public byte[] finish(byte[] associatedData, byte[] data) {
        return key.seal(NO_PREFIXES, associatedData, data);
    }

    @Override
    public void close() {
        key.close();
    }
}
