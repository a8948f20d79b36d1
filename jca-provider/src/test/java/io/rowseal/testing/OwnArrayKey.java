package io.rowseal.testing;

import javax.crypto.SecretKey;

/** An AES key as careless classes write it: its encoding is its own array, not a copy. */
public final class OwnArrayKey implements SecretKey {

    private static final long serialVersionUID = 1L;

    public final byte[] bytes;

    public OwnArrayKey(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        return bytes;
    }
}
