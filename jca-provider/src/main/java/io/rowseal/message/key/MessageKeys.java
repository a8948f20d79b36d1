package io.rowseal.message.key;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.crypto.Primitives;
import io.rowseal.direct.DirectKey;
import io.rowseal.direct.DirectKeys;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.message.chunk.ChunkKeys;
import io.rowseal.message.chunk.ChunkOpener;
import java.security.Key;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates and opens the keys of messages and streams under one key of the caller: what differs among key ring, client key
 * and direct mode. Not for application use: see {@link io.rowseal.message.Envelope}. Thread safe.
 */
public abstract sealed class MessageKeys permits RingMessageKeys, ClientMessageKeys, RecipientMessageKeys {

    /** Why a key or a parameter of this library's name is refused, in a JVM that has this library twice. */
    public static final String OTHER_COPY = "this cipher is of another copy of Rowseal than the key or parameters: the"
            + " provider registered in the JVM was loaded by another class loader, such as that of a former deployment."
            + " Give getInstance a provider of your own: Cipher.getInstance(name, new RowsealProvider())";

    static final byte[] NOTHING = new byte[0];

    private static final Set<String> KEY_CLASSES = Set.of(
            "io.rowseal.keys.KeyRingKey",
            "io.rowseal.keys.MasterKeyHandle",
            "io.rowseal.keys.ClientKey",
            "io.rowseal.keys.RecipientKeys");

    private static final String SCOPE = "scope";

    /**
     * Messages under a key.
     *
     * @param key a key ring's key, a master-key handle, several recipients, a client key, an AES-256 key, an RSA key
     * @param primitives used unless the key ring has its own
     * @return creates and opens message keys
     * @throws IllegalArgumentException if it is no such key; the message names those that are
     */
    public static MessageKeys of(Key key, Primitives primitives) {
        if (isOfAnotherCopy(key)) {
            throw new IllegalArgumentException(OTHER_COPY);
        }
        if (key instanceof KeyRingKey handle) {
            return new RingMessageKeys(handle.ring(), handle.scope());
        }
        if (key instanceof ClientKey client) {
            return new ClientMessageKeys(client, primitives);
        }
        return new RecipientMessageKeys(directKeys(key), primitives);
    }

    /** @throws IllegalArgumentException if it is no key of recipients; the message names those that are */
    static List<DirectKey> directKeys(Key key) {
        RecipientKeys recipients = key instanceof RecipientKeys several ? several : RecipientKeys.of(key);
        return recipients.internal(DirectKeys.class).keys();
    }

    /**
     * Whether a key is of a class that {@link #of} takes or explains; it may still be refused for its size, or because another
     * class loader has loaded its class.
     *
     * @param key any object
     * @return whether it is a key for messages
     */
    public static boolean accepts(Object key) {
        return isOfAnotherCopy(key)
                || key instanceof KeyRingKey
                || key instanceof ClientKey
                || key instanceof MasterKeyHandle
                || key instanceof RecipientKeys
                || DirectKeys.accepts(key);
    }

    /**
     * Whether it is a key of this library that another class loader has loaded, as in a container of several applications. Loads
     * no class: the class loader of an application that was undeployed may be closed.
     */
    @SuppressWarnings("ReferenceEquality") // A class loader is the very one or another.
    private static boolean isOfAnotherCopy(@Nullable Object key) {
        return key != null
                && key.getClass().getClassLoader() != MessageKeys.class.getClassLoader()
                && KEY_CLASSES.contains(key.getClass().getName());
    }

    /**
     * What introduces messages or streams under this key.
     *
     * @param stream whether a stream is meant
     * @return the kind
     */
    public abstract Kind kind(boolean stream);

    /**
     * Creates the key of a message that is not known yet. Random bytes are mixed with a counter and the time; beyond one
     * process this relies on the random generator of the operating system.
     *
     * @param context the caller's pairs
     * @return a key that seals once
     * @throws IllegalArgumentException if the key only opens
     */
    public final MessageKey create(Context context) {
        return create(context, Moment.next(), NOTHING);
    }

    /** Creates the key of a message that is known: a repeating random generator does no harm then. */
    public abstract MessageKey create(Context context, byte[] covered, byte[] plaintext);

    /**
     * Opens the key of a message.
     *
     * @param context the caller's pairs as at sealing
     * @param header the whole header
     * @return a key that opens
     * @throws MalformedCiphertextException if it is not the header of a whole message under such a key
     * @throws io.rowseal.WrongContextException if key, context or header do not belong together
     * @throws io.rowseal.WrongKeyException if a client key, the context or the header is wrong
     * @throws IllegalArgumentException if the key only seals
     */
    public abstract MessageKey open(Context context, byte[] header);

    /**
     * Creates the key of a stream.
     *
     * @param context the caller's pairs
     * @return a key that seals once
     * @throws IllegalArgumentException if the key only opens
     */
    public abstract StreamKey createStream(Context context);

    /**
     * Opens a stream.
     *
     * @param context the caller's pairs as at sealing
     * @param callersData as at sealing
     * @param header the whole header
     * @param start the 56 bytes behind the header
     * @return decrypts what follows
     * @throws MalformedCiphertextException if it is not the header of a stream under such a key
     * @throws io.rowseal.WrongContextException if key, context, caller's data or header do not belong together
     * @throws io.rowseal.WrongKeyException if a client key, the context, the caller's data or the header is wrong
     * @throws IllegalArgumentException if the key only seals
     */
    public final ChunkOpener openStream(Context context, byte[] callersData, byte[] header, byte[] start) {
        return new ChunkOpener(chunkKeys(context, callersData, header, start));
    }

    public abstract ChunkKeys chunkKeys(Context context, byte[] callersData, byte[] header, byte[] start);

    /**
     * The keys that a message is wrapped for anew.
     *
     * @param recipients a key of recipients
     * @return keys of the same kind
     * @throws IllegalArgumentException if messages under this key have no recipients
     */
    public MessageKeys forRecipients(Key recipients) {
        throw new IllegalArgumentException(
                "only a message for recipients gets others: open this one, and seal it for them");
    }

    /**
     * Wraps the data key of a message anew. The body stays right as it is, because it depends on the data key alone.
     *
     * @param context as at sealing
     * @param header the whole header
     * @param target what wraps the data key from now on
     * @return the header to put in place of the former one
     * @throws IllegalArgumentException if no data key is wrapped under this key, or it is not of the target's kind
     */
    public abstract byte[] rewrap(Context context, byte[] header, MessageKeys target);

    /**
     * Wraps the data key of a stream anew.
     *
     * @param context as at sealing
     * @param callersData as at sealing
     * @param header the whole header
     * @param start the 56 bytes behind the header
     * @param target what wraps the data key from now on
     * @return the header to put in place of the former one
     * @throws IllegalArgumentException if no data key is wrapped under this key, or it is not of the target's kind
     */
    public abstract byte[] rewrapStream(
            Context context, byte[] callersData, byte[] header, byte[] start, MessageKeys target);

    /**
     * Refuses a key that cannot do what is asked, before anything is done.
     *
     * @param seals whether it shall seal, else open
     * @throws IllegalArgumentException if it cannot
     */
    public abstract void requireCan(boolean seals);

    /** Refuses a header that introduces something else, and says which key is right. */
    public final void requireKind(byte[] header, boolean stream) {
        HeaderLength.needed(header, header.length);
        Kind expected = kind(stream);
        if (header.length < 3 || header[2] != expected.code()) {
            throw new MalformedCiphertextException("this is no " + expected.description() + " but "
                    + (header.length < 3 ? "cut off" : "a " + Kind.of(header[2]).description())
                    + ": open messages as messages and streams as streams, with the kind of key they were sealed with");
        }
    }

    static Context requireNoScope(Context callers) {
        if (callers.names().contains(SCOPE)) {
            throw new IllegalArgumentException(
                    "the context pair 'scope' is the library's own: choose the scope with the key, and another name");
        }
        return callers;
    }
}
