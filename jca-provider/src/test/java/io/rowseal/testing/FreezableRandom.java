package io.rowseal.testing;

import java.security.SecureRandom;
import java.util.Arrays;

/** A generator that works until it is frozen, and then always gives the same bytes. */
public final class FreezableRandom extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private volatile boolean frozen;

    public void freeze() {
        frozen = true;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        if (frozen) {
            Arrays.fill(bytes, (byte) 0x5A);
        } else {
            super.nextBytes(bytes);
        }
    }
}
