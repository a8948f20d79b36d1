package io.rowseal.hibernate.internal.type;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.ValueCodec;
import io.rowseal.persistence.ValueEncodingException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Column} declares of the size of an attribute's values. A plain column enforces it; of an encrypted one the database
 * sees bytes, so it is enforced here, when a value is written: text and bytes that are too long and numbers with too many digits
 * are refused, and digits beyond the scale are rounded half up, as databases do.
 *
 * @param maxBytes the longest encoding that the mapping allows
 * @param length characters (Unicode code points) of text or bytes of binary data; null if the mapping gives none but the default
 * @param precision decimal digits of a {@code BigDecimal}, null if the mapping gives none
 * @param scale of them behind the point, 0 without a precision
 */
public record DeclaredSize(
        long maxBytes, @Nullable Long length, @Nullable Integer precision, int scale) {

    /** That of {@code @Column} without a length: what is not told apart from no declaration is no limit. */
    private static final int DEFAULT_LENGTH = 255;

    private static final int DEFAULT_DIGITS = 38;

    private static final Set<Class<?>> TEXT = Set.of(String.class, char[].class, Character[].class);
    private static final Set<Class<?>> BINARY = Set.of(byte[].class, Byte[].class);
    private static final Set<Class<?>> FLOATING = Set.of(Float.class, Double.class);

    /**
     * Reads the declaration.
     *
     * @param column Hibernate's column, before it is made one of ciphertext
     * @param declared the annotation, null if there is none
     * @throws ConfigurationException if it would change values in a way that is not copied here
     */
    public static DeclaredSize of(
            String attribute,
            Column column,
            jakarta.persistence.@Nullable Column declared,
            Class<?> type,
            boolean json,
            long maxBytes) {
        Integer precision = column.getPrecision();
        if (FLOATING.contains(type) && precision != null) {
            throw new ConfigurationException("attribute '" + attribute
                    + "' cannot have @Column(precision = ...): the database would round a " + type.getSimpleName()
                    + ", and the encrypted value keeps all of its digits. Remove it, or use BigDecimal");
        }
        if (type == BigDecimal.class && precision == null && declared != null && declared.scale() != 0) {
            throw new ConfigurationException(
                    "attribute '" + attribute + "' cannot have @Column(scale = " + declared.scale()
                            + ") alone: Hibernate ignores a scale without a precision. Declare the precision too");
        }
        if (!json && (TEXT.contains(type) || BINARY.contains(type))) {
            Long length = column.getLength();
            return new DeclaredSize(maxBytes, length == null || length == DEFAULT_LENGTH ? null : length, null, 0);
        }
        if (type != BigDecimal.class || precision == null) {
            return new DeclaredSize(maxBytes, null, null, 0);
        }
        return new DeclaredSize(maxBytes, null, precision, column.getScale() == null ? 0 : column.getScale());
    }

    /** What the mapping allows, in the units of {@link io.rowseal.persistence.ValueCodec#maxBytes}. */
    public static int length(Column column, Class<?> type) {
        if (Number.class.isAssignableFrom(type)) {
            return column.getPrecision() == null ? DEFAULT_DIGITS : column.getPrecision();
        }
        long length = column.getLength() == null ? DEFAULT_LENGTH : column.getLength();
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Whether any value can be larger than declared, or is rounded. */
    boolean isLimited() {
        return length != null || precision != null;
    }

    /**
     * The encoding of what is written for a value.
     *
     * @throws ValueEncodingException if the value is larger than declared; the message does not have it
     */
    byte[] fit(byte[] encoded, EncryptedAttribute attribute) {
        if (length != null) {
            long actual = TEXT.contains(attribute.domainType()) ? codePoints(encoded) : encoded.length;
            if (actual > length) {
                throw tooLarge(
                        attribute,
                        "it has " + actual + (TEXT.contains(attribute.domainType()) ? " characters" : " bytes")
                                + ", and @Column(length = " + length + ") allows " + length);
            }
        }
        return precision == null ? encoded : rounded(encoded, precision, attribute);
    }

    private byte[] rounded(byte[] encoded, int digits, EncryptedAttribute attribute) {
        @SuppressWarnings("unchecked")
        ValueCodec<BigDecimal> codec = (ValueCodec<BigDecimal>) attribute.codec();
        BigDecimal value = codec.decode(encoded);
        // Looked at first: setScale would make a huge number of a huge exponent.
        long beforePoint = (long) value.precision() - value.scale();
        if (value.signum() != 0 && beforePoint > (long) digits - scale) {
            throw tooLarge(attribute, decimalLimit(digits, scale));
        }
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > digits) {
            throw tooLarge(attribute, decimalLimit(digits, scale));
        }
        return rounded.equals(value) ? encoded : codec.encode(rounded);
    }

    private static String decimalLimit(int digits, int behindPoint) {
        return "it has more than " + (digits - behindPoint) + " digits before the point, which @Column(precision = "
                + digits + ", scale = " + behindPoint + ") allows";
    }

    private static ValueEncodingException tooLarge(EncryptedAttribute attribute, String why) {
        return new ValueEncodingException("a value of attribute '" + attribute + "' is too large: " + why
                + ". Shorten it, or declare more; the column may have to grow then");
    }

    /** Bytes that begin a character in UTF-8. */
    private static long codePoints(byte[] utf8) {
        long count = 0;
        for (byte unit : utf8) {
            if ((unit & 0xC0) != 0x80) {
                count++;
            }
        }
        return count;
    }
}
