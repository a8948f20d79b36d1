package io.rowseal.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** The MAC of a PKCS#12 file: HMAC-SHA-256 under a key of its password (RFC 7292, section 4 and appendix B). */
public final class Pkcs12Mac {

    private Pkcs12Mac() {}

    /**
     * Computes it with the JDK's own provider, as the JDK's PKCS#12 key store does.
     *
     * @param message the authenticated safe of the file
     * @param password of the file; not changed
     * @param salt of the MAC
     * @param iterations how often the hash is repeated
     * @return 32 bytes
     * @throws GeneralSecurityException if the JDK does not have the algorithm
     */
    public static byte[] compute(byte[] message, char[] password, byte[] salt, int iterations)
            throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            Mac mac = Mac.getInstance("HmacPBESHA256");
            mac.init(SecretKeyFactory.getInstance("PBE").generateSecret(spec), new PBEParameterSpec(salt, iterations));
            return mac.doFinal(message);
        } finally {
            spec.clearPassword();
        }
    }
}
