package io.rowseal.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * EME-OAEP decoding (RFC 8017 section 7.1.2 step 3) with SHA-256, MGF1 with SHA-256 and the empty label, for tokens that do the
 * bare RSA operation only.
 *
 * <p>No branch and no index depends on the encoded message before the one answer whether it is well-formed, and every fault gives
 * the same answer: whoever learned the first faulty byte could decrypt (Manger 2001). What the JDK's SHA-256 and the compiler do
 * with the time they take is not in the hands of this class. Not thread safe.
 */
final class OaepDecoding {

    private static final int HASH_BYTES = 32;

    private final MessageDigest sha256;

    OaepDecoding(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /**
     * The message in an encoded message.
     *
     * @param encoded as many bytes as the modulus has; wiped
     * @return a new array, which the caller wipes; null if it is not well-formed
     */
    byte @Nullable [] decode(byte[] encoded) {
        int begin = 1 + HASH_BYTES;
        if (encoded.length < begin + HASH_BYTES + 1) {
            return null;
        }
        byte[] seedMask = mask(encoded, begin, encoded.length, HASH_BYTES);
        xor(encoded, 1, seedMask);
        byte[] dataMask = mask(encoded, 1, begin, encoded.length - begin);
        xor(encoded, begin, dataMask);
        byte[] labelHash = sha256.digest();
        int fault = encoded[0];
        for (int i = 0; i < HASH_BYTES; i++) {
            fault |= encoded[begin + i] ^ labelHash[i];
        }
        int seeking = 1;
        int message = begin + HASH_BYTES;
        for (int i = message; i < encoded.length; i++) {
            int value = Byte.toUnsignedInt(encoded[i]);
            int isZero = (value - 1) >>> 31;
            int isOne = ((value ^ 1) - 1) >>> 31;
            fault |= seeking & ~isZero & ~isOne & 1;
            message += seeking;
            seeking &= ~isOne;
        }
        fault |= seeking;
        byte[] result = fault == 0 ? Arrays.copyOfRange(encoded, message, encoded.length) : null;
        for (byte[] secret : new byte[][] {encoded, seedMask, dataMask}) {
            Arrays.fill(secret, (byte) 0);
        }
        return result;
    }

    /** MGF1 (RFC 8017 section B.2.1). */
    private byte[] mask(byte[] seed, int from, int to, int length) {
        byte[] mask = new byte[length];
        for (int done = 0, counter = 0; done < length; counter++) {
            sha256.update(seed, from, to - from);
            for (int shift = 24; shift >= 0; shift -= 8) {
                sha256.update((byte) (counter >>> shift));
            }
            byte[] block = sha256.digest();
            int count = Math.min(HASH_BYTES, length - done);
            System.arraycopy(block, 0, mask, done, count);
            Arrays.fill(block, (byte) 0);
            done += count;
        }
        return mask;
    }

    private static void xor(byte[] target, int offset, byte[] mask) {
        for (int i = 0; i < mask.length; i++) {
            target[offset + i] ^= mask[i];
        }
    }
}
