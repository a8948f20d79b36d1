package io.rowseal.hibernate.internal.model;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.persistence.BlindIndex;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Set;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** What a blind index cannot be made of, or would give away. */
public final class IndexRefusals {

    /** An index of the encoded value is not what SQL compares. */
    private static final Set<Class<?>> EQUAL_IN_SQL_ONLY = Set.of(
            BigDecimal.class,
            OffsetDateTime.class,
            OffsetTime.class,
            ZonedDateTime.class,
            Calendar.class,
            Float.class,
            Double.class);

    private static final String EXAMPLES = "10.0 and 10.00, 0.0 and -0.0, or one instant with two offsets";

    /** How many values a type may have so that who counts equal indexes can tell them. */
    private static final int FEW = 256;

    private IndexRefusals() {}

    public static void check(BlindIndex annotation, Table table, Column source, Class<?> type, Dialect dialect) {
        String where = "column '" + source.getName() + "' of table '" + table.getName() + "'";
        if (annotation.epoch() < 0 || annotation.epoch() > 255) {
            throw new ConfigurationException(
                    "the epoch of @BlindIndex on " + where + " must be 0 to 255, not " + annotation.epoch());
        }
        if (EQUAL_IN_SQL_ONLY.contains(elementType(type))) {
            throw new ConfigurationException(where + " cannot have @BlindIndex, because its type is "
                    + type.getSimpleName()
                    + ": SQL takes some of its values for equal that Java tells apart, such as " + EXAMPLES
                    + ", and the index would not find them. Give the attribute a type with one form of each value, such"
                    + " as Instant, Long or String, or remove @BlindIndex");
        }
        if (!annotation.allowFewValues() && hasFewValues(type)) {
            throw new ConfigurationException(where + " cannot have @BlindIndex, because its type "
                    + type.getSimpleName() + " has few values: who can read the table tells them by how often each"
                    + " index occurs. Remove @BlindIndex and filter in Java, or accept it with"
                    + " @BlindIndex(allowFewValues = true)");
        }
        int longest = dialect.getMaxIdentifierLength();
        String name = IndexColumn.named(source).getName();
        // PostgreSQL counts bytes.
        int length = SqlFragments.of(dialect) == SqlFragments.POSTGRESQL
                ? name.getBytes(StandardCharsets.UTF_8).length
                : name.length();
        if (length > longest) {
            throw new ConfigurationException(where + " cannot have @BlindIndex, because the name of its index column, '"
                    + name + "', has a length of " + length + ", and the database cuts names off at " + longest
                    + ". Give the column a name of at most " + (longest - IndexColumn.SUFFIX.length())
                    + " characters with @Column(name = ...)");
        }
    }

    private static boolean hasFewValues(Class<?> type) {
        Object[] constants = type.getEnumConstants();
        return type == Boolean.class
                || type == Byte.class
                || type == Character.class
                || (constants != null && constants.length <= FEW);
    }

    /** The wrapper of the innermost element type of an array, else the type. */
    private static Class<?> elementType(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return MethodType.methodType(element).wrap().returnType();
    }
}
