package io.rowseal.persistence;

import io.rowseal.keys.KeyRing;
import io.rowseal.row.Column;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts an attribute into a binary column, for {@code @Convert} on any JPA provider. With Hibernate, prefer {@link
 * Encrypted}: it has one data key per row instead of one per value, search, and checks at startup.
 *
 * <pre>{@code
 * @Component                                     // Spring hands converters that are beans to Hibernate
 * @Converter
 * class NotesConverter extends EncryptedConverter<String> {
 *     private final KeyRing ring;
 *
 *     NotesConverter(KeyRing ring) {
 *         super(String.class, "patient", "notes");
 *         this.ring = ring;
 *     }
 *
 *     @Override
 *     protected KeyRing keyRing() {
 *         return ring;
 *     }
 * }
 * }</pre>
 *
 * <p>Without a container the provider creates the converter with its no-argument constructor; {@code keyRing()} then returns
 * the ring that the application holds: {@code return Application.ring();}. It may be called at any time and often, so it must
 * return an existing object. EclipseLink finds the types of a converter only if the subclass names the interface again: {@code
 * extends EncryptedConverter<String> implements AttributeConverter<String, byte[]>}.
 *
 * <p><b>Guarantees.</b> The converter stores a value as a sealed value. {@code Envelope.of(ring, scope).open(bytes,
 * Context.of("table", table, "column", column, "type", id))} returns the bytes that the {@link ValueCodec} of the type encodes,
 * and sealing them gives a value that the converter reads. Both names are in lower case, and {@code id} is the {@link
 * ValueCodec#encodingId() id} of the encoding. For text, whose id is {@code utf8}, leave the pair {@code type} out. The
 * converter refuses a value that was altered, moved from another table or column, sealed in another scope, or is of another
 * type. Null stays null. The database cannot search, sort or compare the values. Each write creates new bytes. Hibernate and
 * EclipseLink compare domain values and do not write an unchanged entity. Hibernate writes all columns of a changed entity,
 * unless it is {@code @DynamicUpdate}.
 *
 * <p><b>Caches.</b> A converter cannot seal values that the provider keeps outside the database. Hibernate's second-level and
 * query caches hold these attributes <b>in plaintext</b>, also on disk or on other nodes if the cache uses them. Do not cache
 * such entities, or use {@link Encrypted}, whose cache entries are sealed.
 *
 * <p>The column needs {@code maxBytes} of the codec plus 99 bytes. Failures name table and column; the provider may wrap them.
 * Thread safe if the subclass is.
 *
 * @param <T> type of the attribute, one that {@link ValueCodecs} lists; a wrapper class for a primitive
 */
public abstract class EncryptedConverter<T> implements AttributeConverter<T, byte[]> {

    private final ValueCodec<T> codec;
    private final SealedColumn column;

    /**
     * Creates the converter of a column.
     *
     * @param type the type of the attribute
     * @param table name of the table; keep it when the table is renamed
     * @param column name of the column; keep it when the column is renamed
     * @throws IllegalArgumentException if the type has no encoding or a name is blank
     */
    protected EncryptedConverter(Class<T> type, String table, String column) {
        this(ValueCodecs.forType(type), table, column);
    }

    /**
     * Creates the converter of a column for values that are encoded otherwise, such as {@link ValueCodecs#json} does.
     *
     * @param codec encodes the values
     * @param table name of the table; keep it when the table is renamed
     * @param column name of the column; keep it when the column is renamed
     * @throws IllegalArgumentException if a name is blank
     */
    protected EncryptedConverter(ValueCodec<T> codec, String table, String column) {
        this.codec = codec;
        this.column = new SealedColumn(table, Column.binary(column).typed(codec.encodingId()));
    }

    /**
     * The key ring.
     *
     * @return the ring, which its owner closes
     */
    protected abstract KeyRing keyRing();

    /**
     * The scope whose KEKs are used, such as the tenant of the current request.
     *
     * @return {@link KeyRing#DEFAULT_SCOPE} unless overridden
     */
    protected String scope() {
        return KeyRing.DEFAULT_SCOPE;
    }

    @Override
    public byte @Nullable [] convertToDatabaseColumn(@Nullable T attribute) {
        return attribute == null ? null : column.seal(keyRing(), scope(), codec, attribute);
    }

    @Override
    public @Nullable T convertToEntityAttribute(byte @Nullable [] stored) {
        return stored == null ? null : column.open(keyRing(), scope(), codec, stored);
    }

    @Override
    public String toString() {
        return "EncryptedConverter[" + column + "]";
    }
}
