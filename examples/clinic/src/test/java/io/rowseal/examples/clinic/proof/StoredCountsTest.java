package io.rowseal.examples.clinic.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredCountsTest {

    @Test
    void cellsAreToldFromSealedValuesAlsoBehindIndexPrefixes() {
        assertThat(StoredCounts.isCell(behindPrefixes(0, 0xF9))).isTrue();
        assertThat(StoredCounts.isCell(behindPrefixes(2, 0xF9))).isTrue();
        assertThat(StoredCounts.isCell(behindPrefixes(0, 0xFE))).isFalse();
        assertThat(StoredCounts.isCell(behindPrefixes(1, 0xFE))).isFalse();
        assertThat(StoredCounts.isCell(new byte[] {(byte) 0xF7, 1})).isFalse();
        assertThat(StoredCounts.isCell(new byte[0])).isFalse();
    }

    private static byte[] behindPrefixes(int prefixes, int first) {
        byte[] stored = new byte[18 * prefixes + 29];
        for (int i = 0; i < prefixes; i++) {
            stored[18 * i] = (byte) 0xF7;
        }
        stored[18 * prefixes] = (byte) first;
        return stored;
    }
}
