package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The recipients of a KEK record, or of a message in direct mode: one key, wrapped by 1 to 16 master keys.
 *
 * <pre>
 * n u8 (1..16) | n x ( u8 length, storeId | u16 length, keyRef | u16 length, wrapped )
 * </pre>
 *
 * The layout of no recipient, which a destroyed KEK has, is no bytes. One list has exactly one layout. These sizes never
 * change.
 */
public final class Recipients {

    /** Most recipients. */
    public static final int MAX_COUNT = 16;

    /** How the store ids of keys begin that a caller holds and that are in no store; no store may have such an id. */
    public static final String CALLERS_KEY_PREFIX = "key:";

    /** Longest store id in UTF-8 bytes. */
    public static final int MAX_STORE_ID_BYTES = 255;

    /** Longest key reference in UTF-8 bytes. */
    public static final int MAX_KEY_REF_BYTES = 2 * 1024;

    /** Longest wrapped key in bytes. */
    public static final int MAX_WRAPPED_BYTES = 8 * 1024;

    /** Bytes of the shortest list: one recipient with parts of one byte each. */
    public static final int MIN_BYTES = 1 + (1 + 1) + (2 + 1) + (2 + 1);

    /** Bytes of the longest layout. */
    public static final int MAX_BYTES =
            1 + MAX_COUNT * (1 + MAX_STORE_ID_BYTES + 2 + MAX_KEY_REF_BYTES + 2 + MAX_WRAPPED_BYTES);

    private Recipients() {}

    /**
     * One recipient.
     *
     * @param storeId the master-key store, 1 to 255 UTF-8 bytes
     * @param keyRef the master key within that store, 1 to 2048 UTF-8 bytes
     * @param wrapped the wrapped key, opaque, 1 to 8192 bytes; not copied
     */
    public record Recipient(String storeId, String keyRef, byte[] wrapped) {}

    /**
     * Writes the layout.
     *
     * @param recipients at most 16
     * @return a new array, empty if there are no recipients
     * @throws IllegalArgumentException if a part is empty or too long, there are too many recipients, or two have the same
     *     store id and key reference
     */
    public static byte[] write(List<Recipient> recipients) {
        if (recipients.isEmpty()) {
            return new byte[0];
        }
        if (recipients.size() > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "a key has at most " + MAX_COUNT + " recipients, not " + recipients.size());
        }
        List<byte[]> parts = new ArrayList<>(3 * recipients.size());
        Set<List<String>> seen = new HashSet<>();
        int size = 1;
        for (Recipient recipient : recipients) {
            if (!seen.add(List.of(recipient.storeId(), recipient.keyRef()))) {
                throw new IllegalArgumentException("two recipients are the same master key '" + recipient.keyRef()
                        + "' of store '" + recipient.storeId() + "': give each master key once");
            }
            byte[] storeId = requireLength(encode(recipient.storeId()), MAX_STORE_ID_BYTES, "store id");
            byte[] keyRef = requireLength(encode(recipient.keyRef()), MAX_KEY_REF_BYTES, "key reference");
            byte[] wrapped = requireLength(recipient.wrapped(), MAX_WRAPPED_BYTES, "wrapped key");
            parts.addAll(List.of(storeId, keyRef, wrapped));
            size += 1 + storeId.length + 2 + keyRef.length + 2 + wrapped.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).put((byte) recipients.size());
        for (int i = 0; i < parts.size(); i += 3) {
            out.put((byte) parts.get(i).length).put(parts.get(i));
            out.putShort((short) parts.get(i + 1).length).put(parts.get(i + 1));
            out.putShort((short) parts.get(i + 2).length).put(parts.get(i + 2));
        }
        return out.array();
    }

    /**
     * Reads the layout. Every length is checked against its limit and against the bytes that are left before anything is
     * allocated.
     *
     * @param bytes the whole layout
     * @return the recipients in their order, none if there are no bytes
     * @throws MalformedCiphertextException if the bytes are not exactly one layout, or name a master key twice
     */
    public static List<Recipient> parse(byte[] bytes) {
        if (bytes.length == 0) {
            return List.of();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = Byte.toUnsignedInt(in.get());
        requireCount(count);
        List<Recipient> recipients = new ArrayList<>(count);
        Set<List<String>> seen = new HashSet<>();
        try {
            for (int i = 0; i < count; i++) {
                String storeId = decode(take(in, Byte.toUnsignedInt(in.get()), 0));
                String keyRef = decode(take(in, Short.toUnsignedInt(in.getShort()), 1));
                byte[] wrapped = take(in, Short.toUnsignedInt(in.getShort()), 2);
                if (!seen.add(List.of(storeId, keyRef))) {
                    throw new MalformedCiphertextException(
                            "a list of recipients names one master key twice: it was altered");
                }
                recipients.add(new Recipient(storeId, keyRef, wrapped));
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedCiphertextException("a list of recipients is cut off: the bytes are damaged", e);
        } catch (CharacterCodingException e) {
            throw new MalformedCiphertextException(
                    "a list of recipients holds text that is not UTF-8: it was altered", e);
        }
        if (in.hasRemaining()) {
            throw new MalformedCiphertextException(
                    in.remaining() + " bytes follow a list of recipients, where none may: it was altered");
        }
        return List.copyOf(recipients);
    }

    static void requireCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new MalformedCiphertextException("a list of " + count + " recipients where 1 to " + MAX_COUNT
                    + " are possible: the bytes are damaged");
        }
    }

    /** @param part 0 store id, 1 key reference, 2 wrapped key */
    static void requirePartLength(int length, int part) {
        int most = part == 0 ? MAX_STORE_ID_BYTES : part == 1 ? MAX_KEY_REF_BYTES : MAX_WRAPPED_BYTES;
        if (length == 0 || length > most) {
            throw new MalformedCiphertextException("a part of " + length + " bytes in a list of recipients, where 1 to "
                    + most + " are possible: the bytes are damaged");
        }
    }

    private static byte[] take(ByteBuffer in, int length, int which) {
        requirePartLength(length, which);
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        // A new decoder reports malformed input; the constructor of String would replace it.
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!new String(utf8, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException(
                    "a store id or key reference has an unpaired surrogate: it has no UTF-8 form");
        }
        return utf8;
    }

    private static byte[] requireLength(byte[] part, int most, String what) {
        if (part.length == 0 || part.length > most) {
            throw new IllegalArgumentException("a " + what + " has 1 to " + most + " bytes, not " + part.length);
        }
        return part;
    }
}
