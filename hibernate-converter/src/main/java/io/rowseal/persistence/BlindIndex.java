package io.rowseal.persistence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an {@link Encrypted} attribute searchable by equality: a keyed hash of the value is stored with it, in the generated
 * column {@code <column>_bidx}.
 *
 * <pre>{@code
 * @Encrypted @BlindIndex @Column(unique = true)
 * private String email;
 * }</pre>
 *
 * <p>Who can read the table sees which rows hold equal values, and how often. For values of few kinds, such as a flag or a
 * gender, that gives them away, so the start of the SessionFactory is refused for types of at most 256 values and for single
 * characters, unless {@link #allowFewValues()} says otherwise.
 *
 * <p>Values are equal if their encodings are. {@code BigDecimal}, {@code float}, {@code double}, {@code OffsetDateTime}, {@code
 * OffsetTime}, {@code ZonedDateTime}, {@code Calendar} and arrays of them have values that SQL takes for equal although their encodings differ: for them the start
 * of the SessionFactory is refused.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface BlindIndex {

    /**
     * Attributes that name the same domain can be joined and compared with each other. It also lets a reader of the database
     * see which of their values are equal.
     *
     * @return the shared domain; empty: the attribute is comparable with itself only
     */
    String domain() default "";

    /**
     * Counts rotations of the index key.
     *
     * @return 0 to 255
     */
    int epoch() default 1;

    /**
     * Accepts an index of a type with few values: {@code boolean}, {@code byte}, {@code char}, or an enum of at most 256 constants.
     * Its index tells about as much as the value: who can read the table counts how often each index occurs, and needs to know a
     * single row, or what is frequent, to know them all.
     *
     * @return whether that is acceptable
     */
    boolean allowFewValues() default false;
}
