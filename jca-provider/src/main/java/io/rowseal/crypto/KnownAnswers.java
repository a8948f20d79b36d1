package io.rowseal.crypto;

import io.rowseal.SelfTestException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;

/**
 * Published answers of the symmetric primitives, and alterations that must be refused. Sources: the GCM specification by McGrew
 * and Viega, test case 16 (AES-256 with associated data); Project Wycheproof, aes_kwp_test, case 167; RFC 4231, test case 1;
 * RFC 5869, test case 2; FIPS 180-4, "abc". Stateless.
 */
final class KnownAnswers {

    private static final HexFormat HEX = HexFormat.of();

    private static final String GCM_KEY = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
    private static final String GCM_NONCE = "cafebabefacedbaddecaf888";
    private static final String GCM_DATA = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String GCM_PLAINTEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final String GCM_CIPHERTEXT = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b";

    private static final String KWP_KEY = "38e1b1d075d9d852b9a6c01c8ff6965af01bac457a4e339ae3e1d7b2ffacc0cd";
    private static final String KWP_PLAINTEXT = "80ad6820f1c90981e2ca42b817a345c1179d0a11d8e23a8adc0505e13d87295a";
    private static final String KWP_WRAPPED =
            "b63b7e0fec7e315816233db6758fd3e744b9f6a40862bdf866487e53bcb950d8b2649269e51b4475";

    private static final String HMAC_MESSAGE = HEX.formatHex(new byte[] {'H', 'i', ' ', 'T', 'h', 'e', 'r', 'e'});
    private static final String HMAC_SHA_256 = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
    private static final String HMAC_SHA_512 = "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
            + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854";

    private static final String HKDF_KEY = "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244";
    private static final String HKDF_OUTPUT = "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
            + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87";

    private static final String SHA_256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private KnownAnswers() {}

    /** @throws SelfTestException if a primitive fails; the message names it */
    static void check(PrimitiveSource source, SecureRandom random) {
        Engines engines = open(source, random);
        Answer.of(source, Primitive.SHA_256, () -> sha256(engines));
        Answer.of(source, Primitive.HMAC_SHA_256, () -> hmac(engines));
        Answer.of(source, Primitive.HMAC_SHA_512, () -> hmacSha512(engines));
        Answer.of(source, Primitive.HKDF_SHA_256, () -> hkdf(engines));
        Answer.of(source, Primitive.AES_GCM, () -> gcm(engines));
        Answer.of(source, Primitive.AES_KWP, () -> kwp(engines));
    }

    private static Engines open(PrimitiveSource source, SecureRandom random) {
        Engines[] opened = new Engines[1];
        Answer.of(source, Primitive.AES_GCM, () -> {
            opened[0] = new EnginePool(pool -> new Engines(pool, source, random)).lend();
            return true;
        });
        return opened[0];
    }

    private static boolean sha256(Engines engines) {
        return matches(SHA_256, engines.sha256(new byte[] {'a', 'b', 'c'}));
    }

    private static boolean hmac(Engines engines) {
        try (KeyBytes key = KeyBytes.hmac(repeated(0x0b, 20))) {
            return matches(HMAC_SHA_256, engines.hmacSha256(key, bytes(HMAC_MESSAGE)));
        }
    }

    private static boolean hmacSha512(Engines engines) {
        try (KeyBytes key = KeyBytes.hmac(repeated(0x0b, 20))) {
            return matches(HMAC_SHA_512, engines.hmacSha512(key, bytes(HMAC_MESSAGE)));
        }
    }

    private static boolean hkdf(Engines engines) {
        try (KeyBytes salt = KeyBytes.hmac(ascending(0x60, 80))) {
            byte[] extracted = engines.hmacSha256(salt, ascending(0x00, 80));
            try (KeyBytes key = KeyBytes.hmac(extracted.clone())) {
                return matches(HKDF_KEY, extracted)
                        && matches(HKDF_OUTPUT, engines.hkdfExpandSha256(key, 82, ascending(0xb0, 80)));
            }
        }
    }

    private static boolean gcm(Engines engines) throws GeneralSecurityException {
        byte[] nonce = bytes(GCM_NONCE);
        byte[] data = bytes(GCM_DATA);
        byte[] plaintext = bytes(GCM_PLAINTEXT);
        byte[] sealed = new byte[plaintext.length + 16];
        try (KeyBytes key = KeyBytes.aes(bytes(GCM_KEY))) {
            engines.gcmSeal(key, nonce, data, plaintext, 0, plaintext.length, sealed, 0);
            byte[] opened = engines.gcmOpen(key, nonce, data, bytes(GCM_CIPHERTEXT), 0, sealed.length);
            return matches(GCM_CIPHERTEXT, sealed)
                    && Arrays.equals(opened, plaintext)
                    && refuses(engines, key, nonce, data, sealed.length - 1)
                    && refuses(engines, key, nonce, data, 0);
        }
    }

    /** Whether a wrong bit at this place is refused. */
    private static boolean refuses(Engines engines, KeyBytes key, byte[] nonce, byte[] data, int place) {
        byte[] altered = bytes(GCM_CIPHERTEXT);
        altered[place] ^= 1;
        try {
            engines.gcmOpen(key, nonce, data, altered, 0, altered.length);
            return false;
        } catch (AEADBadTagException e) {
            return true;
        }
    }

    private static boolean kwp(Engines engines) {
        byte[] altered = bytes(KWP_WRAPPED);
        altered[altered.length - 1] ^= 1;
        try (KeyBytes wrappingKey = KeyBytes.aes(bytes(KWP_KEY));
                KeyBytes key = KeyBytes.aes(bytes(KWP_PLAINTEXT))) {
            byte[] unwrapped = engines.kwpUnwrap(wrappingKey, bytes(KWP_WRAPPED));
            return matches(KWP_WRAPPED, engines.kwpWrap(wrappingKey, key))
                    && unwrapped != null
                    && matches(KWP_PLAINTEXT, unwrapped)
                    && engines.kwpUnwrap(wrappingKey, altered) == null;
        }
    }

    private static boolean matches(String expected, byte[] actual) {
        return Arrays.equals(bytes(expected), actual);
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }

    private static byte[] repeated(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] ascending(int first, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }
}
