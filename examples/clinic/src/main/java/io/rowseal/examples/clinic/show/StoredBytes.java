package io.rowseal.examples.clinic.show;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Stored bytes for people. */
public final class StoredBytes {

    private StoredBytes() {}

    /**
     * The first bytes in hexadecimal, and how many there are.
     *
     * @param bytes what a column holds
     * @param shown how many to show
     * @return the text; "null" where the column holds nothing
     */
    public static String shorten(byte @Nullable [] bytes, int shown) {
        if (bytes == null) {
            return "null";
        }
        String hex = HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(shown, bytes.length)));
        return hex + (bytes.length > shown ? "…" : "") + " (" + bytes.length + " bytes)";
    }
}
