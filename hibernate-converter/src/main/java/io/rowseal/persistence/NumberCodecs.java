package io.rowseal.persistence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Numbers, booleans and single characters. */
final class NumberCodecs {

    /** Holds 38 decimal digits, the default precision of databases: all such numbers have encodings of one size. */
    private static final int BIG_INTEGER_STEP = 16;

    private static final double BITS_PER_DIGIT = 3.3219280948873623;

    private NumberCodecs() {}

    static List<ValueCodec<?>> all() {
        return List.of(
                new FixedSizeCodec<>(
                        "bool", Boolean.class, 1, (target, v) -> target.put((byte) (v ? 1 : 0)), NumberCodecs::flag),
                new FixedSizeCodec<>("i8", Byte.class, 1, ByteBuffer::put, ByteBuffer::get),
                new FixedSizeCodec<>("i16", Short.class, 2, ByteBuffer::putShort, ByteBuffer::getShort),
                new FixedSizeCodec<>("i32", Integer.class, 4, ByteBuffer::putInt, ByteBuffer::getInt),
                new FixedSizeCodec<>("i64", Long.class, 8, ByteBuffer::putLong, ByteBuffer::getLong),
                new FixedSizeCodec<>("char", Character.class, 2, ByteBuffer::putChar, ByteBuffer::getChar),
                // The intBits methods know one NaN only, so that equal values have equal bytes.
                new FixedSizeCodec<>(
                        "f32",
                        Float.class,
                        4,
                        (target, v) -> target.putInt(Float.floatToIntBits(v)),
                        NumberCodecs::floating),
                new FixedSizeCodec<>(
                        "f64",
                        Double.class,
                        8,
                        (target, v) -> target.putLong(Double.doubleToLongBits(v)),
                        NumberCodecs::doubling),
                new VariableSizeCodec<>(
                        "integer",
                        BigInteger.class,
                        v -> widened(v, 0),
                        encoded -> big(encoded, 0, BigInteger.class),
                        NumberCodecs::bigIntegerBytes),
                new VariableSizeCodec<>(
                        "decimal",
                        BigDecimal.class,
                        NumberCodecs::decimal,
                        NumberCodecs::decimal,
                        digits -> Integer.BYTES + bigIntegerBytes(digits)));
    }

    private static Boolean flag(ByteBuffer source) {
        byte value = source.get();
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException();
        }
        return value == 1;
    }

    private static Float floating(ByteBuffer source) {
        int bits = source.getInt();
        float value = Float.intBitsToFloat(bits);
        if (Float.floatToIntBits(value) != bits) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static Double doubling(ByteBuffer source) {
        long bits = source.getLong();
        double value = Double.longBitsToDouble(bits);
        if (Double.doubleToLongBits(value) != bits) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /** Two's complement, sign-extended to the next multiple of 16 bytes, behind room for other fields. */
    private static byte[] widened(BigInteger value, int room) {
        byte[] shortest = value.toByteArray();
        byte[] target = new byte[room + PaddedText.roundUp(shortest.length, BIG_INTEGER_STEP)];
        int start = target.length - shortest.length;
        Arrays.fill(target, room, start, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, target, start, shortest.length);
        return target;
    }

    private static BigInteger big(byte[] encoded, int offset, Class<?> type) {
        if (encoded.length <= offset) {
            throw new ValueEncodingException(Refusals.notA(type) + ": they are too short");
        }
        BigInteger value = new BigInteger(encoded, offset, encoded.length - offset);
        int expected = PaddedText.roundUp(value.bitLength() / 8 + 1, BIG_INTEGER_STEP);
        if (encoded.length - offset != expected) {
            throw new ValueEncodingException(Refusals.notA(type) + ": their length is not the one of this number");
        }
        return value;
    }

    private static byte[] decimal(BigDecimal value) {
        byte[] target = widened(value.unscaledValue(), Integer.BYTES);
        ByteBuffer.wrap(target).putInt(value.scale());
        return target;
    }

    private static BigDecimal decimal(byte[] encoded) {
        BigInteger unscaled = big(encoded, Integer.BYTES, BigDecimal.class);
        return new BigDecimal(unscaled, ByteBuffer.wrap(encoded).getInt());
    }

    private static long bigIntegerBytes(int digits) {
        // One bit more for the sign.
        int bytes = (int) (digits * BITS_PER_DIGIT + 1) / 8 + 1;
        return PaddedText.roundUp(bytes, BIG_INTEGER_STEP);
    }
}
