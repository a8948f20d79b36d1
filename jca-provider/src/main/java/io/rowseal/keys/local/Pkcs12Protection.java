package io.rowseal.keys.local;

import io.rowseal.crypto.Pkcs12Mac;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.spec.PBEParameterSpec;

/**
 * How much work a guess of the password of a PKCS#12 file takes. The JDK's own counts of iterations are 10,000, and that of the
 * MAC can be set for the whole JVM only; so the MAC is made here, as RFC 7292 section 4 says. One guess costs the same through
 * the MAC as through a key: an iteration of the MAC's derivation is one hash, and one of PBKDF2 is two. Thread safe.
 *
 * <p>Who sets the JDK's system properties {@code keystore.pkcs12.keyPbeIterationCount} and {@code .macIterationCount} has chosen
 * other counts.
 */
final class Pkcs12Protection {

    static final int KEY_ITERATIONS = 600_000;
    static final int MAC_ITERATIONS = 1_200_000;

    private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";
    private static final int SALT_BYTES = 20;
    private static final byte[] SHA_256 = HexFormat.of().parseHex("300d06096086480165030402010500");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int INTEGER = 0x02;

    private Pkcs12Protection() {}

    /** PBES2 with PBKDF2-HMAC-SHA-256 and AES-256. */
    static KeyStore.PasswordProtection ofKey(char[] password) {
        int iterations = Integer.getInteger("keystore.pkcs12.keyPbeIterationCount", KEY_ITERATIONS);
        return new KeyStore.PasswordProtection(password, ALGORITHM, new PBEParameterSpec(salt(), iterations));
    }

    /** The same file with another MAC (HMAC-SHA-256). */
    static byte[] withMac(byte[] file, char[] password) throws GeneralSecurityException {
        int iterations = Integer.getInteger("keystore.pkcs12.macIterationCount", MAC_ITERATIONS);
        ByteBuffer parts = content(ByteBuffer.wrap(file));
        byte[] version = element(parts);
        byte[] safe = element(parts);
        ByteBuffer insideSafe = content(ByteBuffer.wrap(safe));
        element(insideSafe); // its type: data
        ByteBuffer data = content(content(insideSafe));
        byte[] message = new byte[data.remaining()];
        data.get(message);
        byte[] salt = salt();
        byte[] mac = Pkcs12Mac.compute(message, password, salt, iterations);
        byte[] macData = tagged(
                SEQUENCE,
                tagged(SEQUENCE, SHA_256, tagged(OCTETS, mac)),
                tagged(OCTETS, salt),
                tagged(INTEGER, BigInteger.valueOf(iterations).toByteArray()));
        return tagged(SEQUENCE, version, safe, macData);
    }

    /** One DER element with its head. */
    private static byte[] element(ByteBuffer in) {
        int from = in.position();
        content(in);
        byte[] element = new byte[in.position() - from];
        in.get(from, element);
        return element;
    }

    /** The content of the DER element that comes next. */
    private static ByteBuffer content(ByteBuffer in) {
        in.get();
        int length = Byte.toUnsignedInt(in.get());
        if (length > 0x80) {
            int bytes = length - 0x80;
            length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << 8) | Byte.toUnsignedInt(in.get());
            }
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int from = digits[0] == 0 ? 1 : 0;
            out.write(0x80 + digits.length - from);
            out.write(digits, from, digits.length - from);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
