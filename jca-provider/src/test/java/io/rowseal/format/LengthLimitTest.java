package io.rowseal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.MalformedCiphertextException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Plaintexts have at most 16 MiB: too long for vectors in a file. */
class LengthLimitTest {

    private static final int LIMIT = 16 * 1024 * 1024;

    @Test
    void aCellOfTheLongestPlaintextIsParsedAndALongerOneRefused() {
        byte[] longest = new byte[83 + 29 + LIMIT];
        System.arraycopy(Header.start(Kind.ROW_KEY_BLOCK), 0, longest, 0, 3);
        longest[83] = (byte) 0xF9;

        assertThat(StoredColumn.parse(longest, false).sealedValue()).isFalse();
        byte[] longer = Arrays.copyOf(longest, longest.length + 1);
        assertThatThrownBy(() -> StoredColumn.parse(longer, false)).isInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void aSealedValueOfTheLongestPlaintextIsParsedAndALongerOneRefused() {
        byte[] longest = new byte[99 + LIMIT];
        System.arraycopy(Header.start(Kind.SEALED_VALUE), 0, longest, 0, 3);

        assertThat(StoredColumn.parseWithoutRowKey(longest, false).sealedValue())
                .isTrue();
        byte[] longer = Arrays.copyOf(longest, longest.length + 1);
        assertThatThrownBy(() -> StoredColumn.parseWithoutRowKey(longer, false))
                .isInstanceOf(MalformedCiphertextException.class);
    }
}
