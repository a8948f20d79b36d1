package io.rowseal.message;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.IndexPrefix;
import io.rowseal.format.Kind;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.message.key.MessageKey;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.message.key.RingMessageKeys;
import java.security.Key;
import java.security.Provider;
import java.util.Arrays;

/**
 * Envelope encryption of messages: the direct API. Each message has its own data key. The wrapped data key is stored before the
 * body; the unwrapped one is discarded. How the data key is wrapped depends on the key:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>the data key is</th></tr>
 * <tr><td>a key ring and a scope</td><td>wrapped by the KEK of the scope; no store call while that is cached</td></tr>
 * <tr><td>{@link io.rowseal.keys.MasterKeyHandle}</td><td>wrapped by a master key; a store call each time</td></tr>
 * <tr><td>AES-256 key</td><td>wrapped by a key derived from it</td></tr>
 * <tr><td>RSA key</td><td>wrapped with RSA-OAEP: the public key seals, the private key opens</td></tr>
 * <tr><td>{@link io.rowseal.keys.RecipientKeys}</td><td>wrapped once for each of several of these; any one opens</td></tr>
 * <tr><td>{@link io.rowseal.keys.ClientKey}</td><td>derived from the client's key and a salt; no key is stored (SSE-C)</td></tr>
 * </table>
 *
 * <pre>{@code
 * Envelope envelope = Envelope.of(ring);
 * byte[] sealed = envelope.seal(message, Context.of("invoice", "4711"));
 * byte[] message = envelope.open(sealed, Context.of("invoice", "4711"));
 * }</pre>
 *
 * <p><b>Security guarantees.</b> A sealed value opens only with the key ring, scope, context and associated data it was sealed
 * with, and only if no bit of it was changed. It commits to its key. It does not hide the length of the message. It does not
 * reveal that an older sealed value was put back in its place.
 *
 * <p>Immutable and thread safe.
 */
public final class Envelope {

    private static final byte[] NOTHING = new byte[0];

    private final MessageKeys keys;

    private Envelope(MessageKeys keys) {
        this.keys = keys;
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
        return new Envelope(new RingMessageKeys(ring, KekRecord.requireScope(scope)));
    }

    /**
     * Envelopes under a key.
     *
     * @param key a key ring's key, a master-key handle, recipients, a client key, an AES key of 256 bits, or an RSA key of 2048
     *     to 16384 bits; stays the caller's to destroy
     * @return the envelopes
     * @throws IllegalArgumentException if it is not such a key; the message lists the accepted kinds
     */
    public static Envelope of(Key key) {
        // A key ring has its own primitives: those of the JDK are not even asked for.
        return key instanceof KeyRingKey handle
                ? of(handle.ring(), handle.scope())
                : new Envelope(MessageKeys.of(key, Primitives.shared()));
    }

    /**
     * Envelopes under a key, with the cryptographic primitives of one provider. Create them once, because each creation tests
     * the provider with published answers.
     *
     * @param key as {@link #of(Key)}, but not of a key ring, which has its own provider
     * @param primitiveProvider asked for every primitive; none is taken from another
     * @return the envelopes
     * @throws IllegalArgumentException if it is no such key
     * @throws io.rowseal.ConfigurationException if the provider lacks a primitive; the message lists all that are missing
     */
    public static Envelope of(Key key, Provider primitiveProvider) {
        if (key instanceof KeyRingKey) {
            throw new IllegalArgumentException("a key ring has a provider of primitives of its own: choose it with"
                    + " KeyRing.Builder.primitiveProvider");
        }
        return new Envelope(MessageKeys.of(key, Primitives.of(primitiveProvider)));
    }

    MessageKeys keys() {
        return keys;
    }

    /**
     * Seals a message.
     *
     * @param message at most 16 MiB. It is not copied: if the array changes meanwhile, a mixture of old and new bytes is sealed
     * @param context bound to the message, not stored; in a key ring a pair named {@code table} also selects the wrapping key
     * @return the header and the body; under a key ring a sealed value, 99 bytes longer than the message
     * @throws io.rowseal.KeyUnavailableException if the KEK is not cached and its store cannot be reached
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
     * @return the header and the body
     */
    public byte[] seal(byte[] message, Context context, byte[] associatedData) {
        MessageKey.requireSize(message.length);
        keys.requireCan(true);
        byte[] covered = AssociatedData.ofMessage(keys.kind(false), NOTHING, 0, 0, associatedData);
        try (MessageKey key = keys.create(context, covered, message)) {
            return key.seal(NOTHING, associatedData, message);
        }
    }

    /**
     * Streams and channels for messages of any length.
     *
     * @param context bound to each message, not stored
     * @return seals and opens streams
     */
    public EnvelopeStreams streams(Context context) {
        return streams(context, NOTHING);
    }

    /**
     * Streams and channels for messages of any length, with associated data.
     *
     * @param context bound to each message, not stored
     * @param associatedData bound to each message, not stored
     * @return seals and opens streams
     */
    public EnvelopeStreams streams(Context context, byte[] associatedData) {
        return new EnvelopeStreams(new EnvelopeFormat(keys, context, associatedData));
    }

    /**
     * Seals the value of a column that has index prefixes.
     *
     * @param message at most 16 MiB
     * @param context table and column
     * @param indexPrefixes 0 to 8 prefixes of 18 bytes
     * @return the prefixes and the sealed value after them
     * @throws IllegalArgumentException if these are not such prefixes, or the key is not of a key ring
     */
    public byte[] sealIndexed(byte[] message, Context context, byte[] indexPrefixes) {
        MessageKey.requireSize(message.length);
        requireIndexable(indexPrefixes);
        byte[] covered = AssociatedData.ofMessage(keys.kind(false), indexPrefixes, 0, indexPrefixes.length, NOTHING);
        try (MessageKey key = keys.create(context, covered, message)) {
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
     * @throws io.rowseal.WrongKeyException if a client key or its context are not those of sealing, or the header was altered
     * @throws io.rowseal.TamperedException if the body was altered
     * @throws io.rowseal.UnknownKeyException if the KEK store does not have the KEK, or the key is not one of the recipients
     * @throws io.rowseal.KeyUnavailableException if the KEK is not cached and its store cannot be reached
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

    /**
     * Rewraps the data key of a message under the key of these envelopes; use it after a rotation. With a key ring it wraps
     * under the KEK that encrypts now. Otherwise it wraps for the same recipients; with a store's handle, by the master key
     * that is active now. It neither reads nor changes the body, which opens afterwards if it did before.
     *
     * @param sealed what {@link #seal(byte[], Context)} returned
     * @param context as at sealing
     * @return the same message with a new header
     * @throws IllegalArgumentException if the key is a client key, or only opens or only seals
     * @throws io.rowseal.RowsealException as {@link #open(byte[], Context)}
     */
    public byte[] rewrap(byte[] sealed, Context context) {
        return rewrap(keys, sealed, context);
    }

    /**
     * Wraps the data key of a message for other recipients, with a key of these envelopes that opens it. It neither reads nor
     * changes the body. Anyone who could open the message before, and kept a copy or its data key, still can. To lock somebody
     * out of what is written from now on, seal the message again.
     *
     * @param recipients all recipients of the new header: master-key handle, AES key, RSA public key or {@link
     *     io.rowseal.keys.RecipientKeys}
     * @param sealed what {@link #seal(byte[], Context)} returned
     * @param context as at sealing
     * @return the same message with a new header
     * @throws IllegalArgumentException if these envelopes are not of recipients, or one of the recipients cannot seal
     * @throws io.rowseal.RowsealException as {@link #open(byte[], Context)}
     */
    public byte[] rewrapFor(Key recipients, byte[] sealed, Context context) {
        return rewrap(keys.forRecipients(recipients), sealed, context);
    }

    private byte[] rewrap(MessageKeys target, byte[] sealed, Context context) {
        int headerBytes = headerBytes(sealed);
        byte[] header = keys.rewrap(context, Arrays.copyOf(sealed, headerBytes), target);
        byte[] output = Arrays.copyOf(header, header.length + sealed.length - headerBytes);
        System.arraycopy(sealed, headerBytes, output, header.length, sealed.length - headerBytes);
        return output;
    }

    /** Refuses what ends within its header, or has an impossible body. */
    private static int headerBytes(byte[] message) {
        int headerBytes = HeaderLength.needed(message, message.length);
        if (headerBytes > message.length) {
            throw new MalformedCiphertextException("the message ends within its header: it was cut off");
        }
        MessageKey.requireBodySize(message.length - headerBytes);
        return headerBytes;
    }

    private void requireIndexable(byte[] indexPrefixes) {
        IndexPrefix.requirePrefixes(indexPrefixes);
        if (keys.kind(false) != Kind.SEALED_VALUE) {
            throw new IllegalArgumentException(
                    "only sealed values under a key ring have index prefixes: use the key of a key ring");
        }
    }

    private byte[] open(byte[] source, int offset, Context context, byte[] indexPrefixes, byte[] associatedData) {
        keys.requireCan(false);
        int available = source.length - offset;
        byte[] message = offset == 0 ? source : Arrays.copyOfRange(source, offset, source.length);
        int headerBytes = headerBytes(message);
        // Copies, so that what is decrypted is what was verified, whoever changes the caller's array meanwhile.
        byte[] header = Arrays.copyOf(message, headerBytes);
        byte[] body = Arrays.copyOfRange(message, headerBytes, available);
        try (MessageKey key = keys.open(context, header)) {
            return key.open(indexPrefixes, associatedData, body, 0, body.length);
        }
    }
}
