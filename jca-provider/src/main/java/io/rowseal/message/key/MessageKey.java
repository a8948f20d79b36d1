package io.rowseal.message.key;

import static io.rowseal.format.Layout.MAX_PLAINTEXT_BYTES;
import static io.rowseal.format.Layout.NONCE_BYTES;
import static io.rowseal.format.Layout.TAG_BYTES;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.TamperedException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.AEADBadTagException;

/**
 * The content key of one whole message: its header is known before the message is. Seals exactly once, because the nonce is
 * constant; opens any number of times. Not for application use: see {@link io.rowseal.message.Envelope}.
 *
 * <p>Not thread safe, but of several threads that seal only one does. The key is wiped by {@link #close()}.
 */
public final class MessageKey implements AutoCloseable {

    private static final byte[] ZERO_NONCE = new byte[NONCE_BYTES];

    private final Primitives primitives;
    private final Kind kind;
    private final byte[] header;
    private final KeyBytes contentKey;
    private final String name;
    private final AtomicBoolean maySeal;

    /**
     * @param contentKey becomes the property of this key
     * @param name of the key the message is under, for messages
     */
    MessageKey(Primitives primitives, Kind kind, byte[] header, KeyBytes contentKey, String name, boolean maySeal) {
        this.primitives = primitives;
        this.kind = kind;
        this.header = header;
        this.contentKey = contentKey;
        this.name = name;
        this.maySeal = new AtomicBoolean(maySeal);
    }

    /**
     * The header that stands before the body.
     *
     * @return a copy
     */
    public byte[] header() {
        return header.clone();
    }

    /**
     * What the message is longer than its plaintext.
     *
     * @return bytes of header and tag
     */
    public int overhead() {
        return header.length + TAG_BYTES;
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
        byte[] output = new byte[overhead() + plaintext.length];
        System.arraycopy(header, 0, output, 0, header.length);
        sealBody(indexPrefixes, callersData, plaintext, 0, plaintext.length, output, header.length);
        return output;
    }

    /**
     * Encrypts the message, once, without its header.
     *
     * @param indexPrefixes 0 to 8 index prefixes, bound to the tag; empty for messages
     * @param callersData bound to the tag, not stored; empty if there is none
     * @param source holds the plaintext. If it changes meanwhile, a mixture is sealed: no byte of the key stream is used twice
     * @param from where the plaintext begins
     * @param length bytes of the plaintext, at most 16 MiB
     * @param output another array; receives {@code length + 16} bytes
     * @param offset where the body begins in it
     * @throws IllegalStateException if this key has sealed already, or was opened from a header
     */
    public void sealBody(
            byte[] indexPrefixes, byte[] callersData, byte[] source, int from, int length, byte[] output, int offset) {
        requireSize(length);
        if (!maySeal.compareAndSet(true, false)) {
            throw new IllegalStateException("a message key seals one message: create another");
        }
        byte[] associatedData = AssociatedData.ofMessage(kind, indexPrefixes, 0, indexPrefixes.length, callersData);
        primitives.aesGcmSeal(contentKey, ZERO_NONCE, associatedData, source, from, length, output, offset);
    }

    /**
     * Decrypts a body.
     *
     * @param indexPrefixes as at sealing
     * @param callersData as at sealing
     * @param source holds the body; must not change meanwhile, because ciphers read it more than once: so never an array of the
     *     application
     * @param offset where the body begins, behind the header
     * @param length bytes of the body, at least 16
     * @return the plaintext
     * @throws TamperedException if header, body, prefixes or caller's data were altered
     * @throws MalformedCiphertextException if the body is too short or too long
     */
    public byte[] open(byte[] indexPrefixes, byte[] callersData, byte[] source, int offset, int length) {
        requireBodySize(length);
        byte[] associatedData = AssociatedData.ofMessage(kind, indexPrefixes, 0, indexPrefixes.length, callersData);
        try {
            return primitives.aesGcmOpen(contentKey, ZERO_NONCE, associatedData, source, offset, length);
        } catch (AEADBadTagException e) {
            throw new TamperedException(
                    "a message under " + name
                            + " is not authentic: its bytes, its prefixes or the associated data were altered",
                    e);
        }
    }

    public static void requireBodySize(int length) {
        if (length < TAG_BYTES || length - TAG_BYTES > MAX_PLAINTEXT_BYTES) {
            throw new MalformedCiphertextException(
                    "a message's body of " + length + " bytes is impossible: it was cut off, or something was added");
        }
    }

    public static void requireSize(int length) {
        if (length > MAX_PLAINTEXT_BYTES) {
            throw new IllegalArgumentException("a whole message holds at most " + MAX_PLAINTEXT_BYTES + " bytes, not "
                    + length + ": use a stream");
        }
    }

    @Override
    public void close() {
        contentKey.close();
    }

    @Override
    public String toString() {
        return "MessageKey[" + name + "]";
    }
}
