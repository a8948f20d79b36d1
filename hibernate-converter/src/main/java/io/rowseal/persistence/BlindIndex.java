package io.rowseal.persistence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an {@link Encrypted} attribute searchable by equality. A keyed hash of the value is stored with it, and the database
 * copies the hash into the generated column {@code <column>_bidx}.
 *
 * <pre>{@code
 * @Encrypted @BlindIndex @Column(unique = true)
 * private String email;
 * }</pre>
 *
 * <p>Anyone who can read the table sees which rows hold equal values, and how often. If there are few distinct values, such as
 * a flag or a gender, that reveals them. A SessionFactory therefore does not start with a blind index on a type of at most 256
 * values or on single characters, unless {@link #allowFewValues()} is set.
 *
 * <p>Values are equal if their encodings are equal. SQL treats some values of {@code BigDecimal}, {@code float}, {@code
 * double}, {@code OffsetDateTime}, {@code OffsetTime}, {@code ZonedDateTime}, {@code Calendar} and arrays of them as equal
 * although their encodings differ. A SessionFactory does not start with a blind index on these types.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface BlindIndex {

    /**
     * Attributes that name the same domain can be joined and compared with each other. Anyone who can read the database also
     * sees which of their values are equal.
     *
     * @return the shared domain; empty if the attribute is comparable only with itself
     */
    String domain() default "";

    /**
     * Counts rotations of the index key.
     *
     * @return 0 to 255
     */
    int epoch() default 1;

    /**
     * Accepts an index of a type with few values: {@code boolean}, {@code byte}, {@code char}, or an enum of at most 256
     * constants. Such an index reveals about as much as the value. Anyone who can read the table can count how often each index
     * occurs. Knowledge of a single row, or of the frequent values, then reveals all values.
     *
     * @return whether that is acceptable
     */
    boolean allowFewValues() default false;
}
