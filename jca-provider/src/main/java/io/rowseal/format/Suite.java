package io.rowseal.format;

import io.rowseal.MalformedCiphertextException;

/**
 * The cipher suite byte. Suite 0x01 is AES-256-GCM (NIST SP 800-38D), HKDF with SHA-256 (RFC 5869) and AES-256-KWP
 * (RFC 5649). It is the only one; every other byte is rejected. This constant never changes.
 */
public final class Suite {

    /** AES-256-GCM, HKDF-SHA-256, AES-256-KWP. */
    public static final byte AES_256_GCM = 0x01;

    private Suite() {}

    static void check(byte suite) {
        if (suite != AES_256_GCM) {
            throw new MalformedCiphertextException("cipher suite " + Byte.toUnsignedInt(suite)
                    + " is unknown: the bytes are damaged or were written by a newer version");
        }
    }
}
