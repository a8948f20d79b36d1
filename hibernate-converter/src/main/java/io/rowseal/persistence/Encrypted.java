package io.rowseal.persistence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.AttributeBinderType;

/**
 * Encrypts an attribute of an entity, of an embeddable or of an element collection. Nothing else has to be configured.
 *
 * <pre>{@code
 * @Encrypted
 * private LocalDate birthDate;
 * }</pre>
 *
 * <p>All encrypted attributes of a table row share one data key, which is stored wrapped in the hidden column {@code row_key}.
 * The domain value keeps its type; {@link ValueCodecs} lists the types. Add {@link BlindIndex} to find rows by the value.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@AttributeBinderType(binder = EncryptedBinder.class)
public @interface Encrypted {

    /**
     * The table name that is bound into the ciphertext. Give the former name after the table was renamed.
     *
     * @return the static table name; empty: the physical name in lower case
     */
    String table() default "";

    /**
     * The column name that is bound into the ciphertext. Give the former name after the column was renamed.
     *
     * @return the static column name; empty: the physical name in lower case
     */
    String column() default "";

    /**
     * How the attribute is stored.
     *
     * @return the storage
     */
    Storage storage() default Storage.AUTO;

    /**
     * Hides the length of the value: its encoding is padded to a multiple of so many bytes before it is encrypted, by one byte at
     * least. With 64, texts of up to 63 bytes look alike. For types whose encodings vary in length. Search is not changed. The
     * number may be changed at any time, but between 0 and others only by writing all values again, into another column.
     *
     * @return 2 to 1,048,576, or 0 for no padding
     */
    int padTo() default 0;

    /**
     * Stores a record, another object, a collection or a map as JSON, with Jackson 3 ({@code
     * tools.jackson.core:jackson-databind}), which must be on the class path. {@link ValueCodecs#json} says what is read and what
     * refused. Changes inside the object are found at flush. Such an attribute cannot have {@link BlindIndex}.
     *
     * <p>There is room for 4,000 characters of JSON, or as many as {@code @Column(length)} says if that is more.
     *
     * @return whether it is stored as JSON
     */
    boolean json() default false;

    /**
     * What is written and read while an existing column goes from plaintext to ciphertext, or back. The setting {@code
     * rowseal.mode.<entity>.<attribute>} of the SessionFactory wins over it.
     *
     * @return the mode; every other than {@link EncryptionMode#STRICT} needs {@link #until} and {@link Storage#TEXT}
     */
    EncryptionMode mode() default EncryptionMode.STRICT;

    /**
     * The last day, in UTC, on which the application starts with a {@link #mode} that reads plaintext, such as {@code
     * 2027-06-30}. An application that is running then goes on, and logs it.
     *
     * @return an ISO date; empty for {@link EncryptionMode#STRICT}
     */
    String until() default "";

    /**
     * How nonces are made.
     *
     * @return the nonce mode
     */
    NonceMode nonce() default NonceMode.DERIVED;
}
