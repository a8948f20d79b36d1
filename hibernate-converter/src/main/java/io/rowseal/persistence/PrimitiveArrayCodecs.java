package io.rowseal.persistence;

import java.nio.ByteBuffer;
import java.util.List;

/** Arrays of primitives except {@code byte[]} and {@code char[]}: number of elements, then the elements. */
final class PrimitiveArrayCodecs {

    private PrimitiveArrayCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                of(
                        "bool[]",
                        boolean[].class,
                        Byte.BYTES,
                        v -> v.length,
                        PrimitiveArrayCodecs::putFlags,
                        PrimitiveArrayCodecs::flags),
                of(
                        "i16[]",
                        short[].class,
                        Short.BYTES,
                        v -> v.length,
                        (target, v) -> target.asShortBuffer().put(v),
                        (source, count) -> {
                            short[] value = new short[count];
                            source.asShortBuffer().get(value);
                            return value;
                        }),
                of(
                        "i32[]",
                        int[].class,
                        Integer.BYTES,
                        v -> v.length,
                        (target, v) -> target.asIntBuffer().put(v),
                        (source, count) -> {
                            int[] value = new int[count];
                            source.asIntBuffer().get(value);
                            return value;
                        }),
                of(
                        "i64[]",
                        long[].class,
                        Long.BYTES,
                        v -> v.length,
                        (target, v) -> target.asLongBuffer().put(v),
                        (source, count) -> {
                            long[] value = new long[count];
                            source.asLongBuffer().get(value);
                            return value;
                        }),
                of(
                        "f32[]",
                        float[].class,
                        Float.BYTES,
                        v -> v.length,
                        PrimitiveArrayCodecs::putFloats,
                        PrimitiveArrayCodecs::floats),
                of(
                        "f64[]",
                        double[].class,
                        Double.BYTES,
                        v -> v.length,
                        PrimitiveArrayCodecs::putDoubles,
                        PrimitiveArrayCodecs::doubles));
    }

    private static <T> ValueCodec<T> of(
            String encodingId, Class<T> type, int elementBytes, Length<T> length, Writer<T> writer, Reader<T> reader) {
        return new VariableSizeCodec<>(
                encodingId,
                type,
                value -> {
                    long bytes = Integer.BYTES + (long) length.of(value) * elementBytes;
                    ByteBuffer target = ByteBuffer.allocate(ArrayCodec.requireWithinLimit(bytes));
                    target.putInt(length.of(value));
                    writer.put(target, value);
                    return target.array();
                },
                encoded -> reader.read(
                        elements(encoded, elementBytes, type), (encoded.length - Integer.BYTES) / elementBytes),
                declaredLength -> Integer.BYTES + (long) declaredLength * elementBytes);
    }

    /** The elements, once it is certain that there are as many as announced. */
    private static ByteBuffer elements(byte[] encoded, int elementBytes, Class<?> type) {
        ByteBuffer source = ByteBuffer.wrap(encoded).asReadOnlyBuffer();
        if (encoded.length < Integer.BYTES
                || Integer.toUnsignedLong(source.getInt()) * elementBytes != encoded.length - Integer.BYTES) {
            throw new ValueEncodingException(
                    Refusals.notA(type) + ": their length is not that of the announced elements");
        }
        return source;
    }

    private static void putFlags(ByteBuffer target, boolean[] value) {
        for (boolean flag : value) {
            target.put((byte) (flag ? 1 : 0));
        }
    }

    private static boolean[] flags(ByteBuffer source, int count) {
        boolean[] value = new boolean[count];
        for (int i = 0; i < count; i++) {
            byte flag = source.get();
            if (flag != 0 && flag != 1) {
                throw new ValueEncodingException(Refusals.notA(boolean[].class) + ": an element is out of range");
            }
            value[i] = flag == 1;
        }
        return value;
    }

    private static void putFloats(ByteBuffer target, float[] value) {
        for (float element : value) {
            target.putInt(Float.floatToIntBits(element));
        }
    }

    private static float[] floats(ByteBuffer source, int count) {
        float[] value = new float[count];
        for (int i = 0; i < count; i++) {
            int bits = source.getInt();
            value[i] = Float.intBitsToFloat(bits);
            requireOneNaN(Float.floatToIntBits(value[i]) == bits, float[].class);
        }
        return value;
    }

    private static void putDoubles(ByteBuffer target, double[] value) {
        for (double element : value) {
            target.putLong(Double.doubleToLongBits(element));
        }
    }

    private static double[] doubles(ByteBuffer source, int count) {
        double[] value = new double[count];
        for (int i = 0; i < count; i++) {
            long bits = source.getLong();
            value[i] = Double.longBitsToDouble(bits);
            requireOneNaN(Double.doubleToLongBits(value[i]) == bits, double[].class);
        }
        return value;
    }

    private static void requireOneNaN(boolean canonical, Class<?> type) {
        if (!canonical) {
            throw new ValueEncodingException(Refusals.notA(type) + ": an element is out of range");
        }
    }

    @FunctionalInterface
    private interface Length<T> {
        int of(T value);
    }

    @FunctionalInterface
    private interface Writer<T> {
        void put(ByteBuffer target, T value);
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ByteBuffer source, int count);
    }
}
