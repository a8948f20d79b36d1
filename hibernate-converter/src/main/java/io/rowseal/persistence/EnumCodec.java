package io.rowseal.persistence;

import java.util.HashMap;
import java.util.Map;

/**
 * An enum by the names of its constants, padded with zero bytes to the longest name, so that the length tells nothing. Constants
 * can be reordered and added; values written before a longer constant was added are shorter and stay readable.
 */
final class EnumCodec<E extends Enum<E>> implements ValueCodec<E> {

    static final String ID = "enum";

    private final Class<E> type;
    private final Map<String, E> constants = new HashMap<>();
    private final int longest;

    EnumCodec(Class<E> type) {
        this.type = type;
        int length = 1;
        for (E constant : type.getEnumConstants()) {
            constants.put(constant.name(), constant);
            length = Math.max(length, StrictUtf8.encode(constant.name()).length);
        }
        this.longest = length;
    }

    @Override
    public byte[] encode(E value) {
        return PaddedText.toLength(value.name(), longest);
    }

    @Override
    public E decode(byte[] encoded) {
        E constant = constants.get(PaddedText.read(encoded, 0, type));
        if (constant == null) {
            throw new ValueEncodingException("the decrypted name is not a constant of " + type.getName()
                    + ": keep constants that rows still hold");
        }
        return constant;
    }

    @Override
    public String encodingId() {
        return ID;
    }

    @Override
    public Class<E> type() {
        return type;
    }

    /** Leaves room for longer constants to come, as a plain column of that length does. */
    @Override
    public long maxBytes(int declaredLength) {
        return Math.max(longest, declaredLength);
    }

    @Override
    public String toString() {
        return "ValueCodec[" + type.getName() + "]";
    }
}
