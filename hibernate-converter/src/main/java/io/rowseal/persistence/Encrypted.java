package io.rowseal.persistence;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.AttributeBinderType;

/**
 * Encrypts an attribute of an entity, of an embeddable or of an element collection. The attribute needs no other configuration.
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
     * The table name that is bound into the ciphertext. After the table was renamed, give the former name.
     *
     * @return the static table name; empty for the physical name in lower case
     */
    String table() default "";

    /**
     * The column name that is bound into the ciphertext. After the column was renamed, give the former name.
     *
     * @return the static column name; empty for the physical name in lower case
     */
    String column() default "";

    /**
     * How the attribute is stored.
     *
     * @return the storage
     */
    Storage storage() default Storage.AUTO;

    /**
     * Hides the length of the value: Rowseal pads its encoding to a multiple of this many bytes before encryption, by at least
     * one byte. With 64, all texts of up to 63 bytes have the same length. Use it for types whose encodings vary in length. It
     * does not affect searches. You may change the number at any time; to change between 0 and another number, write all values
     * again into another column.
     *
     * @return 2 to 1,048,576, or 0 for no padding
     */
    int padTo() default 0;

    /**
     * Stores a record, another object, a collection or a map as JSON, with Jackson 3 ({@code
     * tools.jackson.core:jackson-databind}), which must be on the class path. {@link ValueCodecs#json} says which JSON is read
     * and which is refused. Hibernate detects changes inside the object at flush. Such an attribute cannot have {@link
     * BlindIndex}.
     *
     * <p>The column has room for 4,000 characters of JSON, or for {@code @Column(length)} characters if that is more.
     *
     * @return whether it is stored as JSON
     */
    boolean json() default false;

    /**
     * What the attribute writes and reads while an existing column is migrated from plaintext to ciphertext, or back. The
     * SessionFactory setting {@code rowseal.mode.<entity>.<attribute>} overrides it.
     *
     * @return the mode; every other than {@link EncryptionMode#STRICT} needs {@link #until} and {@link Storage#TEXT}
     */
    EncryptionMode mode() default EncryptionMode.STRICT;

    /**
     * The last day, in UTC, on which the application starts with a {@link #mode} that reads plaintext, such as {@code
     * 2027-06-30}. An application that is running at the end of that day continues, and logs it.
     *
     * @return an ISO date; empty for {@link EncryptionMode#STRICT}
     */
    String until() default "";

    /**
     * How nonces are created.
     *
     * @return the nonce mode
     */
    NonceMode nonce() default NonceMode.DERIVED;
}
