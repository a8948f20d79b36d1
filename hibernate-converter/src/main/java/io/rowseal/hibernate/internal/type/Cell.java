package io.rowseal.hibernate.internal.type;

import io.rowseal.RowsealException;
import io.rowseal.hibernate.UnreadableAttributeException;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value of an encrypted attribute between the attribute's converter and JDBC. Shows nothing of it.
 *
 * <p>On its way to the database it holds the encoded value, as long as the statement is bound. On its way from the database it
 * holds what was stored, which the converter opens: Hibernate puts cells of this kind into the query cache.
 */
public final class Cell implements Serializable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final byte @Nullable [] stored;

    private final @Nullable StoredPlace place;
    private final transient byte @Nullable [] encoded;
    private final transient @Nullable CellCipher cipher;

    /** Whether what the cipher opens was sealed for a cache; what came out of one by value is asked of its place. */
    private final transient boolean ofCache;

    private Cell(
            byte @Nullable [] encoded,
            byte @Nullable [] stored,
            @Nullable StoredPlace place,
            @Nullable CellCipher cipher,
            boolean ofCache) {
        this.encoded = encoded;
        this.stored = stored;
        this.place = place;
        this.cipher = cipher;
        this.ofCache = ofCache;
    }

    /** A value to be stored or compared. */
    public static Cell ofValue(byte[] encoded) {
        return new Cell(encoded, null, null, null, false);
    }

    /** What was read. */
    static Cell ofStored(byte[] stored, CellCipher cipher) {
        return new Cell(null, stored, cipher.place(), cipher, false);
    }

    /** What was read where the column held plaintext. It is sealed at once, because this object can get into a cache. */
    static Cell ofPlaintext(byte[] plaintext, CellCipher cipher) {
        return new Cell(null, cipher.sealForCache(plaintext), cipher.place().inCache(), cipher, true);
    }

    /** The encoded value of a cell that goes to the database. */
    byte[] encoded() {
        return encoded != null ? encoded : encoded(null);
    }

    /**
     * The encoded value.
     *
     * @param keyScopes opens a cell that came out of a cache by value
     * @throws UnreadableAttributeException if it cannot be opened
     */
    byte[] encoded(@Nullable KeyScopes keyScopes) {
        if (encoded != null) {
            return encoded;
        }
        if (stored == null || place == null) {
            throw new IllegalStateException("a cell without content");
        }
        try {
            if (cipher != null) {
                return ofCache ? cipher.openOfCache(stored) : cipher.open(stored);
            }
            if (keyScopes == null) {
                throw new IllegalStateException("a cell of " + place + " was read outside of its SessionFactory");
            }
            return place.open(keyScopes, stored);
        } catch (RowsealException e) {
            throw new UnreadableAttributeException(place.toString(), e);
        }
    }

    /** Values on their way to the database are never serialized. */
    private void writeObject(ObjectOutputStream output) throws IOException {
        if (stored == null) {
            throw new NotSerializableException(Cell.class.getName());
        }
        output.defaultWriteObject();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cell that && Arrays.equals(encoded, that.encoded) && Arrays.equals(stored, that.stored);
    }

    /** Of the ciphertext only: a hash of the value would tell it to whoever sees the hash. All values have the same one. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(stored);
    }

    @Override
    public String toString() {
        return "<encrypted>";
    }
}
