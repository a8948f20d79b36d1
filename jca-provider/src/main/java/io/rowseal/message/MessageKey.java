package io.rowseal.message;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.NONCE_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.keys.ContentKeys;
import io.rowseal.keys.DataKeys;
import io.rowseal.keys.KeyRing;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;

/**
 * The data key of one message: its header is known before the message is. Seals exactly once, because the nonce is constant;
 * opens any number of times. What it seals is a sealed value, 99 bytes longer than its plaintext.
 *
 * <p>Not thread safe. The key is wiped by {@link #close()}.
 */
public final class MessageKey implements AutoCloseable {

    private static final byte[] ZERO_NONCE = new byte[NONCE_BYTES];
    private static final byte[] NOTHING = new byte[0];
    private static final AtomicLong COUNTER = new AtomicLong();

    private final Primitives primitives;
    private final Header header;
    private final ContentKeys keys;
    private boolean maySeal;

    private MessageKey(Primitives primitives, Header header, ContentKeys keys, boolean maySeal) {
        this.primitives = primitives;
        this.header = header;
        this.keys = keys;
        this.maySeal = maySeal;
    }

    /**
     * Creates the key of a message that is not known yet. The random bytes are mixed with a counter and the time; beyond one
     * process this relies on the random generator of the operating system. Where the message is known, use
     * {@link Envelope#seal}.
     *
     * @param ring the key ring
     * @param scope the scope
     * @param context the caller's pairs
     * @return a key that seals once
     */
    public static MessageKey create(KeyRing ring, String scope, Context context) {
        byte[] moment = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(COUNTER.incrementAndGet())
                .putLong(System.nanoTime())
                .array();
        return hedged(ring, MessageContext.of(scope, context), moment, NOTHING);
    }

    static MessageKey hedged(KeyRing ring, MessageContext context, byte[] associatedData, byte[] plaintext) {
        DataKeys dataKeys = ring.dataKeys();
        try (KeyBytes dataKey = dataKeys.hedged(
                context.scope(), Kind.SEALED_VALUE.code(), context.fullPae(), associatedData, plaintext)) {
            ContentKeys keys = ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.SEALED_VALUE, context.fullPae());
            DataKeys.Wrapped wrapped = dataKeys.wrap(context.scope(), context.staticPae(), dataKey);
            Header header = Header.of(Kind.SEALED_VALUE, wrapped.kekId(), wrapped.bytes(), keys.commitment());
            return new MessageKey(dataKeys.primitives(), header, keys, true);
        }
    }

    /**
     * Opens the key of a sealed value.
     *
     * @param ring the key ring
     * @param scope the scope, known to the caller
     * @param context the caller's pairs as at sealing
     * @param header the first 83 bytes of the sealed value
     * @return a key that opens
     * @throws MalformedCiphertextException if these are not the bytes of such a header
     * @throws io.rowseal.WrongContextException if scope, context or header do not belong together
     */
    public static MessageKey open(KeyRing ring, String scope, Context context, byte[] header) {
        Header parsed = Header.parseExactly(header, Kind.SEALED_VALUE);
        MessageContext message = MessageContext.of(scope, context);
        DataKeys dataKeys = ring.dataKeys();
        try (KeyBytes dataKey = dataKeys.unwrap(scope, message.staticPae(), parsed.kekId(), parsed.wrappedKey())) {
            ContentKeys keys = ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.SEALED_VALUE, message.fullPae())
                    .requireCommitment(parsed, "scope '" + scope + "' and context pairs " + context.names());
            return new MessageKey(dataKeys.primitives(), parsed, keys, false);
        }
    }

    /**
     * The header that stands before the body.
     *
     * @return a copy of 83 bytes
     */
    public byte[] header() {
        return header.toBytes();
    }

    /**
     * Encrypts the message, once.
     *
     * @param indexPrefixes 0 to 8 index prefixes, bound to the tag; empty for messages
     * @param callersData bound to the tag, not stored; empty if there is none
     * @param plaintext at most 16 MiB
     * @return the header and the body
     * @throws IllegalStateException if this key has sealed already, or was opened from a header
     */
    public byte[] seal(byte[] indexPrefixes, byte[] callersData, byte[] plaintext) {
        requireSize(plaintext.length);
        if (!maySeal) {
            throw new IllegalStateException("a message key seals one message: create another");
        }
        maySeal = false;
        byte[] start = header.toBytes();
        byte[] output = new byte[start.length + plaintext.length + TAG_BYTES];
        System.arraycopy(start, 0, output, 0, start.length);
        byte[] associatedData = AssociatedData.ofSealedValue(indexPrefixes, 0, indexPrefixes.length, callersData);
        primitives.aesGcmSeal(keys.contentKey(), ZERO_NONCE, associatedData, plaintext, output, start.length);
        return output;
    }

    /**
     * Decrypts a body.
     *
     * @param indexPrefixes as at sealing
     * @param callersData as at sealing
     * @param source holds the body
     * @param offset where the body begins, behind the header
     * @param length bytes of the body, at least 16
     * @return the plaintext
     * @throws TamperedException if header, body, prefixes or caller's data were altered
     * @throws MalformedCiphertextException if the body is too short or too long
     */
    public byte[] open(byte[] indexPrefixes, byte[] callersData, byte[] source, int offset, int length) {
        requireBodySize(length);
        byte[] associatedData = AssociatedData.ofSealedValue(indexPrefixes, 0, indexPrefixes.length, callersData);
        try {
            return primitives.aesGcmOpen(keys.contentKey(), ZERO_NONCE, associatedData, source, offset, length);
        } catch (AEADBadTagException e) {
            throw new TamperedException(
                    "a sealed value under kekId " + header.kekId()
                            + " is not authentic: its bytes, its prefixes or the associated data were altered",
                    e);
        }
    }

    static void requireBodySize(int length) {
        if (length < TAG_BYTES || length - TAG_BYTES > MAX_PLAINTEXT_BYTES) {
            throw new MalformedCiphertextException("a sealed value's body of " + length
                    + " bytes is impossible: it was cut" + " off, or something was added");
        }
    }

    static void requireSize(int length) {
        if (length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException(
                    "a sealed value holds at most " + MAX_PLAINTEXT_BYTES + " bytes, not " + length);
        }
    }

    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "MessageKey[kekId=" + header.kekId() + "]";
    }
}
