package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.hibernate.query.sqm.tree.expression.NumericTypeCategory;
import org.hibernate.query.sqm.tree.expression.SqmHqlNumericLiteral;

/** Gives a number of a query the type of the encrypted attribute that it belongs to, as a database would. */
public final class NumericLiterals {

    private NumericLiterals() {}

    /** The number that stands in a query. One without a suffix may be larger than the Integer that Hibernate would make of it. */
    static Number valueOf(SqmHqlNumericLiteral<?> literal) {
        if (literal.getTypeCategory() != NumericTypeCategory.INTEGER) {
            return literal.getLiteralValue();
        }
        BigInteger value = new BigInteger(literal.getUnparsedLiteralValue());
        return value.bitLength() < Integer.SIZE ? (Number) value.intValue() : value;
    }

    /** Whether a value is a number of another type than that of a numeric attribute. */
    static boolean isOfOtherType(Number value, EncryptedAttribute attribute) {
        return Number.class.isAssignableFrom(attribute.domainType())
                && !attribute.domainType().isInstance(value);
    }

    /**
     * The same number in the type of the attribute.
     *
     * @throws UnsupportedEncryptedQueryException if it has none
     */
    static Number converted(Number value, EncryptedAttribute attribute) {
        try {
            return exact(new BigDecimal(value.toString()), attribute.domainType());
        } catch (ArithmeticException | NumberFormatException e) {
            throw QueryRefusals.of(
                    attribute,
                    "a comparison with, or an assignment of, a number that is none of "
                            + attribute.domainType().getSimpleName(),
                    "no value of the attribute can equal it; use a number of its type");
        }
    }

    private static Number exact(BigDecimal value, Class<?> type) {
        if (type == Byte.class) {
            return value.byteValueExact();
        }
        if (type == Short.class) {
            return value.shortValueExact();
        }
        if (type == Integer.class) {
            return value.intValueExact();
        }
        if (type == Long.class) {
            return value.longValueExact();
        }
        if (type == BigInteger.class) {
            return value.toBigIntegerExact();
        }
        if (type == Float.class) {
            return value.floatValue();
        }
        if (type == Double.class) {
            return value.doubleValue();
        }
        if (type == BigDecimal.class) {
            return value;
        }
        throw new NumberFormatException(type.getName());
    }
}
