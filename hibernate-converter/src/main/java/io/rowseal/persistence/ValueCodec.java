package io.rowseal.persistence;

/**
 * Turns values of one type into the bytes that are encrypted, and back.
 *
 * <p><b>Guarantees.</b> Equal values have equal bytes, and each value has exactly one encoding; a codec refuses any other
 * bytes. The decoded value {@code equals} the original, in full range and precision, whatever the time zone and locale of the
 * reading JVM. Types of fixed size have encodings of fixed size, so that the length of a ciphertext reveals nothing. The
 * encodings never change.
 *
 * <p>Immutable and thread safe. Null is the caller's business.
 *
 * @param <T> the type of the values
 */
public interface ValueCodec<T> {

    /**
     * Encodes a value.
     *
     * @param value the value
     * @return its bytes; the caller's to keep
     * @throws ValueEncodingException if the value has no encoding, such as text with an unpaired surrogate
     */
    byte[] encode(T value);

    /**
     * Decodes a value.
     *
     * @param encoded what {@link #encode} returned; not changed
     * @return the value
     * @throws ValueEncodingException if the bytes are not the encoding of a value of this type
     */
    T decode(byte[] encoded);

    /**
     * The name of the encoding, which is bound into every encrypted value, so that the bytes of one encoding are never decoded as
     * another. It never changes. Types with one encoding and one meaning share it, such as a primitive and its wrapper.
     *
     * @return 1 to 255 visible ASCII characters; {@code utf8} for text, the only encoding that adds nothing to the context
     */
    String encodingId();

    /**
     * The type of the values.
     *
     * @return the class; the wrapper class for a primitive
     */
    Class<T> type();

    /**
     * How long an encoding can be.
     *
     * @param declaredLength what the mapping allows: UTF-16 units of text, bytes of binary data, decimal digits of a big number;
     *     types of fixed size ignore it
     * @return the longest encoding in bytes
     */
    long maxBytes(int declaredLength);
}
