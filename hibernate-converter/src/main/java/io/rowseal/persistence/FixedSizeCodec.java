package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A type whose values all have encodings of the same size. Fields are big-endian. */
final class FixedSizeCodec<T> implements ValueCodec<T> {

    private final String encodingId;
    private final Class<T> type;
    private final int size;
    private final BiConsumer<ByteBuffer, T> writer;
    private final Function<ByteBuffer, T> reader;

    FixedSizeCodec(
            String encodingId,
            Class<T> type,
            int size,
            BiConsumer<ByteBuffer, T> writer,
            Function<ByteBuffer, T> reader) {
        this.encodingId = encodingId;
        this.type = type;
        this.size = size;
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public byte[] encode(T value) {
        ByteBuffer target = ByteBuffer.allocate(size);
        writer.accept(target, value);
        return target.array();
    }

    @Override
    public T decode(byte[] encoded) {
        if (encoded.length != size) {
            throw new ValueEncodingException(
                    Refusals.notA(type) + ": it has " + encoded.length + " bytes instead of " + size);
        }
        try {
            return reader.apply(ByteBuffer.wrap(encoded).asReadOnlyBuffer());
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            // Not kept as cause: messages of the JDK quote the value.
            throw new ValueEncodingException(Refusals.notA(type) + ": a field is out of range");
        }
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
        return size;
    }

    @Override
    public String toString() {
        return "ValueCodec[" + type.getName() + "]";
    }
}
