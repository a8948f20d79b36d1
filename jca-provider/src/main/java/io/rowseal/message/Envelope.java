package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.format.Layout;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KeyRing;
import java.util.Arrays;

/**
 * Envelope encryption of whole messages: the direct API. Each message has a data key of its own, wrapped by the KEK of the
 * scope and stored before the body; in clear it is thrown away.
 *
 * <pre>{@code
 * Envelope envelope = Envelope.of(ring);
 * byte[] sealed = envelope.seal(message, Context.of("invoice", "4711"));
 * byte[] message = envelope.open(sealed, Context.of("invoice", "4711"));
 * }</pre>
 *
 * <p><b>Security guarantees.</b> A sealed value opens only with the key ring, scope, context and associated data it was sealed
 * with, and only if no bit of it was changed. It commits to its key. It does not hide the length of the message, nor that an
 * older sealed value was put back in its place.
 *
 * <p>Immutable and thread safe.
 */
public final class Envelope {

    private static final byte[] NOTHING = new byte[0];

    private final KeyRing ring;
    private final String scope;

    private Envelope(KeyRing ring, String scope) {
        this.ring = ring;
        this.scope = KekRecord.requireScope(scope);
    }

    /**
     * Envelopes in the scope {@link KeyRing#DEFAULT_SCOPE}.
     *
     * @param ring the key ring; stays the caller's to close
     * @return the envelopes
     */
    public static Envelope of(KeyRing ring) {
        return of(ring, KeyRing.DEFAULT_SCOPE);
    }

    /**
     * Envelopes in a scope.
     *
     * @param ring the key ring; stays the caller's to close
     * @param scope 1 to 255 UTF-8 bytes, compared bytewise
     * @return the envelopes
     */
    public static Envelope of(KeyRing ring, String scope) {
        return new Envelope(ring, scope);
    }

    /**
     * Seals a message.
     *
     * @param message at most 16 MiB
     * @param context bound to the message, not stored; a pair named {@code table} also selects the wrapping key
     * @return the sealed value, 99 bytes longer than the message
     * @throws io.rowseal.KeyUnavailableException if the KEK is not cached and its store can not be reached
     */
    public byte[] seal(byte[] message, Context context) {
        return seal(message, context, NOTHING);
    }

    /**
     * Seals a message together with associated data.
     *
     * @param message at most 16 MiB
     * @param context bound to the message, not stored
     * @param associatedData bound to the message, not stored; may be large
     * @return the sealed value, 99 bytes longer than the message
     */
    public byte[] seal(byte[] message, Context context, byte[] associatedData) {
        MessageKey.requireSize(message.length);
        byte[] covered = AssociatedData.ofSealedValue(NOTHING, 0, 0, associatedData);
        try (MessageKey key = MessageKey.hedged(ring, MessageContext.of(scope, context), covered, message)) {
            return key.seal(NOTHING, associatedData, message);
        }
    }

    /**
     * Seals the value of a column that has index prefixes.
     *
     * @param message at most 16 MiB
     * @param context table and column
     * @param indexPrefixes 0 to 8 prefixes of 18 bytes
     * @return the prefixes and the sealed value behind them
     */
    public byte[] sealIndexed(byte[] message, Context context, byte[] indexPrefixes) {
        MessageKey.requireSize(message.length);
        byte[] covered = AssociatedData.ofSealedValue(indexPrefixes, 0, indexPrefixes.length, NOTHING);
        try (MessageKey key = MessageKey.hedged(ring, MessageContext.of(scope, context), covered, message)) {
            byte[] sealed = key.seal(indexPrefixes, NOTHING, message);
            if (indexPrefixes.length == 0) {
                return sealed;
            }
            byte[] output = Arrays.copyOf(indexPrefixes, indexPrefixes.length + sealed.length);
            System.arraycopy(sealed, 0, output, indexPrefixes.length, sealed.length);
            return output;
        }
    }

    /**
     * Opens a sealed value.
     *
     * @param sealed what {@link #seal(byte[], Context)} returned
     * @param context as at sealing
     * @return the message
     * @throws io.rowseal.MalformedCiphertextException if the bytes are not a sealed value
     * @throws io.rowseal.WrongContextException if key, scope or context are not those of sealing, or the header was altered
     * @throws io.rowseal.TamperedException if the body was altered
     * @throws io.rowseal.UnknownKeyException if the KEK store does not know the KEK
     * @throws io.rowseal.KeyUnavailableException if the KEK is not cached and its store can not be reached
     */
    public byte[] open(byte[] sealed, Context context) {
        return open(sealed, context, NOTHING);
    }

    /**
     * Opens a sealed value with associated data.
     *
     * @param sealed what {@link #seal(byte[], Context, byte[])} returned
     * @param context as at sealing
     * @param associatedData as at sealing
     * @return the message
     */
    public byte[] open(byte[] sealed, Context context, byte[] associatedData) {
        return open(sealed, 0, context, NOTHING, associatedData);
    }

    /**
     * Opens a sealed value that has index prefixes.
     *
     * @param prefixesAndSealed what {@link #sealIndexed} returned
     * @param prefixLength bytes of the prefixes
     * @param context as at sealing
     * @return the message
     */
    public byte[] openIndexed(byte[] prefixesAndSealed, int prefixLength, Context context) {
        return open(prefixesAndSealed, prefixLength, context, Arrays.copyOf(prefixesAndSealed, prefixLength), NOTHING);
    }

    private byte[] open(byte[] source, int offset, Context context, byte[] indexPrefixes, byte[] associatedData) {
        byte[] header = Header.parse(source, offset).require(Kind.SEALED_VALUE).toBytes();
        MessageKey.requireBodySize(source.length - offset - Layout.HEADER_BYTES);
        try (MessageKey key = MessageKey.open(ring, scope, context, header)) {
            int body = offset + Layout.HEADER_BYTES;
            return key.open(indexPrefixes, associatedData, source, body, source.length - body);
        }
    }
}
