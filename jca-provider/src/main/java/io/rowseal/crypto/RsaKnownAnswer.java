package io.rowseal.crypto;

import io.rowseal.SelfTestException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A published answer of RSA-OAEP: Project Wycheproof, rsa_oaep_2048_sha256_mgf1sha256_test, case 7. The key is published too
 * and protects nothing. Stateless.
 */
final class RsaKnownAnswer {

    private static final BigInteger P =
            number("dc431050f782e894fb5248247d98cb7d58b8d1e24f3b55d041c56e4de086b0d5bb028bda42eeb5d234d5681e"
                    + "5809d415e6a289ad4cfbf78f978f6c35814f50eebff1c5b80a69f788e81e6bab5ddaa78369d659d143ec6f17"
                    + "e79813a575cfad9c569156b90113e2e9110ad9e7b48a1c9348a6e653321191290ea36cfb3a5b18f1");
    private static final BigInteger Q =
            number("bd1a81e7977f9898122273ae3222b598ea5fb19eb4eabc38308a5e32196603b2e500ffb79f5b886816611deb"
                    + "c472fac45544070beb057c941378a6868af3b7a03d3f9880ec47d5e089b94fbde542aba9ae8d72c57088d7ab"
                    + "f5b131f39098f7bc160f90536abc9492fd4e06f3ed7299d4b97bb03677207d95669f140cfbc20f25");
    private static final BigInteger E = BigInteger.valueOf(65537);
    private static final String WRAPPED =
            "096958786ee7972050d67a9e4b69d6c6af7db7cc674386df725770dd29129b826e39552330104c8d71e6cc3a"
                    + "3014dd2f61b54153af51b0438d447ee939f9e3c13bb8b00a37dea6a068f6c9d27e848b1be7a1eeeb3ee50b78"
                    + "036fba95ae46948ca5b13f356ea24db10f60dc09e4b8bad8f766b668ef72524432080a0ce00ed676d6d5e354"
                    + "984b1078520412525848156d06f0652469f95791baa3d9a798ae537094f76f976faecd5c9ce0c930a75910c6"
                    + "3dacf63485cb4b5e7bdbcf4d80e74037eaa1a8fe4b52930bec6be99cf6ac88cf5878dbf6859d456a95dbc346"
                    + "54eec425de84ca2a535d517403a9aada827e7d0093ecfc97ed056a7652825e9a45cb2dcb";
    private static final String PLAINTEXT = "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

    private RsaKnownAnswer() {}

    /** @throws SelfTestException if RSA-OAEP fails */
    static void check(PrimitiveSource source, SecureRandom random) {
        Answer.of(source, Primitive.RSA_OAEP, () -> isRight(source, new RsaOaep(source, random, () -> {})));
    }

    private static boolean isRight(PrimitiveSource source, RsaOaep rsa) throws GeneralSecurityException {
        KeyFactory keys = source.keyFactory("RSA");
        PrivateKey privateKey = keys.generatePrivate(privateKey());
        PublicKey publicKey = keys.generatePublic(new RSAPublicKeySpec(P.multiply(Q), E));
        byte[] plaintext = HexFormat.of().parseHex(PLAINTEXT);
        byte[] wrapped = HexFormat.of().parseHex(WRAPPED);
        byte[] altered = wrapped.clone();
        altered[altered.length - 1] ^= 1;
        try (KeyBytes key = KeyBytes.aes(plaintext.clone())) {
            return Arrays.equals(plaintext, rsa.unwrap(privateKey, wrapped))
                    && Arrays.equals(plaintext, rsa.unwrap(privateKey, rsa.wrap(publicKey, key)))
                    && rsa.unwrap(privateKey, altered) == null;
        }
    }

    private static RSAPrivateCrtKeySpec privateKey() {
        BigInteger p1 = P.subtract(BigInteger.ONE);
        BigInteger q1 = Q.subtract(BigInteger.ONE);
        BigInteger d = E.modInverse(p1.multiply(q1).divide(p1.gcd(q1)));
        return new RSAPrivateCrtKeySpec(P.multiply(Q), E, d, P, Q, d.mod(p1), d.mod(q1), Q.modInverse(P));
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }
}
