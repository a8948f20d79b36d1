package io.rowseal.persistence;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An array of objects: number of elements, then for each its length and encoding. A null element has the length -1.
 *
 * @param <T> the array type
 */
final class ArrayCodec<T> implements ValueCodec<T> {

    private static final int NULL_ELEMENT = -1;

    /** What an element of varying size is given room for; the declared length counts the elements. */
    private static final int ELEMENT_LENGTH = 255;

    /** Far above what a cell can hold, and below where sizes overflow. */
    private static final int LIMIT = 1 << 30;

    private final Class<T> type;
    private final ValueCodec<Object> element;

    @SuppressWarnings("unchecked")
    ArrayCodec(Class<T> type, ValueCodec<?> element) {
        this.type = type;
        this.element = (ValueCodec<Object>) element;
    }

    static String idOf(String element) {
        return "array(" + element + ")";
    }

    static int requireWithinLimit(long bytes) {
        if (bytes > LIMIT) {
            throw new ValueEncodingException("an array whose encoding has " + bytes
                    + " bytes is too long to be encrypted:" + " store the elements as rows of their own");
        }
        return (int) bytes;
    }

    @Override
    public byte[] encode(T value) {
        int count = Array.getLength(value);
        byte[][] encoded = new byte[count][];
        long size = Integer.BYTES;
        for (int i = 0; i < count; i++) {
            Object each = Array.get(value, i);
            encoded[i] = each == null ? null : element.encode(each);
            size += Integer.BYTES + (each == null ? 0 : encoded[i].length);
            requireWithinLimit(size);
        }
        ByteBuffer target = ByteBuffer.allocate((int) size).putInt(count);
        for (byte[] each : encoded) {
            if (each == null) {
                target.putInt(NULL_ELEMENT);
            } else {
                target.putInt(each.length).put(each);
            }
        }
        return target.array();
    }

    @Override
    public T decode(byte[] encoded) {
        ByteBuffer source = ByteBuffer.wrap(encoded);
        int count = next(source);
        // Each element has a length at least: nothing is allocated for more than there can be.
        if (count < 0 || count > source.remaining() / Integer.BYTES) {
            throw wrongLength();
        }
        T value = type.cast(Array.newInstance(type.getComponentType(), count));
        for (int i = 0; i < count; i++) {
            int length = next(source);
            if (length == NULL_ELEMENT) {
                continue;
            }
            if (length < 0 || length > source.remaining()) {
                throw wrongLength();
            }
            int start = source.position();
            Array.set(value, i, element.decode(Arrays.copyOfRange(encoded, start, start + length)));
            source.position(start + length);
        }
        if (source.hasRemaining()) {
            throw wrongLength();
        }
        return value;
    }

    private int next(ByteBuffer source) {
        if (source.remaining() < Integer.BYTES) {
            throw wrongLength();
        }
        return source.getInt();
    }

    private ValueEncodingException wrongLength() {
        return new ValueEncodingException(Refusals.notA(type) + ": a length does not fit");
    }

    @Override
    public String encodingId() {
        return idOf(element.encodingId());
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public long maxBytes(int declaredLength) {
        return Integer.BYTES + declaredLength * (Integer.BYTES + element.maxBytes(ELEMENT_LENGTH));
    }

    @Override
    public String toString() {
        return "ValueCodec[" + type.getTypeName() + "]";
    }
}
