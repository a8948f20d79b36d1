package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text form for String columns that stay character columns: {@code rs1.} and base64url without padding (RFC 4648
 * section 5). One byte sequence has exactly one text; any other text is rejected. An index prefix of 18 bytes is exactly 24
 * characters.
 */
public final class TextForm {

    /** What every text form begins with. */
    public static final String MARK = "rs1.";

    /** Characters of one index prefix in text form. */
    public static final int INDEX_PREFIX_CHARACTERS = 24;

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private TextForm() {}

    /**
     * Writes the text form.
     *
     * @param bytes index prefixes and a cell or sealed value
     * @return ASCII text
     */
    public static String encode(byte[] bytes) {
        return MARK + ENCODER.encodeToString(bytes);
    }

    /**
     * How many characters the text form has.
     *
     * @param bytes count of bytes
     * @return count of characters
     */
    public static long encodedLength(long bytes) {
        return MARK.length() + (bytes * 4 + 2) / 3;
    }

    /**
     * Whether text claims to be a text form.
     *
     * @param source ASCII or UTF-8 bytes
     * @param offset where the text begins
     * @return whether the mark is there
     */
    static boolean isMarked(byte[] source, int offset) {
        for (int i = 0; i < MARK.length(); i++) {
            if (offset + i >= source.length || source[offset + i] != MARK.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether text is to be read as a text form where plaintext is accepted as well: the mark and nothing else behind it than
     * characters of base64. More than the legal forms, so that one that was cut off or altered is refused and not taken for
     * plaintext.
     *
     * @param source UTF-8 bytes
     * @param offset where the text begins
     * @return whether it is never plaintext
     */
    public static boolean isClaimed(byte[] source, int offset) {
        if (!isMarked(source, offset)) {
            return false;
        }
        for (int i = offset + MARK.length(); i < source.length; i++) {
            if (!isBase64(source[i])) {
                return false;
            }
        }
        return true;
    }

    /** A character of either base64 alphabet, or of padding. */
    private static boolean isBase64(byte character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || "-_+/=".indexOf(character) >= 0;
    }

    /**
     * Reads the text form that fills the bytes from an offset on. Allocates the decoded bytes and nothing else that grows
     * with the input.
     *
     * @param source ASCII bytes
     * @param offset where the mark begins
     * @return the bytes behind it
     * @throws MalformedCiphertextException if it is not the one text of its bytes
     */
    static byte[] decode(byte[] source, int offset) {
        int start = offset + MARK.length();
        int length = source.length - start;
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder()
                    .decode(ByteBuffer.wrap(source, start, length))
                    .array();
        } catch (IllegalArgumentException e) {
            throw new MalformedCiphertextException("the text behind 'rs1.' is not base64url: it was altered", e);
        }
        // Base64 works in groups of three bytes, so only the last group can have a second spelling.
        int lastGroup = decoded.length - decoded.length % 3;
        byte[] ending = ENCODER.encode(Arrays.copyOfRange(decoded, lastGroup, decoded.length));
        int expected = start + lastGroup / 3 * 4;
        if (!Arrays.equals(source, expected, source.length, ending, 0, ending.length)) {
            throw new MalformedCiphertextException(
                    "the text behind 'rs1.' is not in its one valid form: it was altered");
        }
        return decoded;
    }
}
