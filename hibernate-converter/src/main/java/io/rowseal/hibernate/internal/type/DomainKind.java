package io.rowseal.hibernate.internal.type;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * Lets an encrypted attribute pass for what it is in Java where Hibernate looks whether an operator or function fits its type.
 * Hibernate would refuse it otherwise, as a type that is unknown to users; the check of queries refuses it instead, or allows it.
 */
public abstract class DomainKind implements JdbcType {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> INTEGERS =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, java.math.BigInteger.class);

    /** The class of the attribute's values. */
    abstract Class<?> domainType();

    @Override
    public boolean isString() {
        return isStringLike();
    }

    @Override
    public boolean isStringLike() {
        return domainType() == String.class
                || domainType() == Character.class
                || domainType().isEnum();
    }

    @Override
    public boolean isStringLikeExcludingClob() {
        return isStringLike();
    }

    @Override
    public boolean isNumber() {
        return Number.class.isAssignableFrom(domainType());
    }

    @Override
    public boolean isInteger() {
        return INTEGERS.contains(domainType());
    }

    @Override
    public boolean isBoolean() {
        return domainType() == Boolean.class;
    }

    @Override
    public boolean isTemporal() {
        return Temporal.class.isAssignableFrom(domainType())
                || Date.class.isAssignableFrom(domainType())
                || Calendar.class.isAssignableFrom(domainType());
    }

    @Override
    public boolean hasDatePart() {
        return isTemporal() && domainType() != LocalTime.class && domainType() != OffsetTime.class;
    }

    @Override
    public boolean hasTimePart() {
        return isTemporal() && domainType() != LocalDate.class;
    }

    @Override
    public boolean isBinary() {
        return byte[].class == domainType() || Byte[].class == domainType();
    }

    @Override
    public boolean isComparable() {
        return true;
    }

    /** As text can be read as JSON, and values that are stored as JSON can. */
    @Override
    public boolean isImplicitJson() {
        return true;
    }

    @Override
    public boolean isImplicitXml() {
        return true;
    }
}
