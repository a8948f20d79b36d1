package io.rowseal.testing;

import java.util.Arrays;

/** Byte arrays in tests. */
public final class Bytes {

    private Bytes() {}

    public static byte[] concat(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int offset = all.length;
            all = Arrays.copyOf(all, offset + part.length);
            System.arraycopy(part, 0, all, offset, part.length);
        }
        return all;
    }
}
