package io.rowseal.persistence;

import java.util.function.Function;
import java.util.function.IntToLongFunction;

/** A type whose encodings differ in length. The functions themselves refuse what has no encoding or is none. */
final class VariableSizeCodec<T> implements ValueCodec<T> {

    private final String encodingId;
    private final Class<T> type;
    private final Function<T, byte[]> writer;
    private final Function<byte[], T> reader;
    private final IntToLongFunction maxBytes;

    VariableSizeCodec(
            String encodingId,
            Class<T> type,
            Function<T, byte[]> writer,
            Function<byte[], T> reader,
            IntToLongFunction maxBytes) {
        this.encodingId = encodingId;
        this.type = type;
        this.writer = writer;
        this.reader = reader;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] encode(T value) {
        return writer.apply(value);
    }

    @Override
    public T decode(byte[] encoded) {
        return reader.apply(encoded);
    }

    @Override
    public String encodingId() {
        return encodingId;
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public long maxBytes(int declaredLength) {
        return maxBytes.applyAsLong(declaredLength);
    }

    @Override
    public String toString() {
        return "ValueCodec[" + type.getName() + "]";
    }
}
