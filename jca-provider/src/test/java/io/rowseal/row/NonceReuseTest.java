package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.keys.KeyRingPolicy;
import io.rowseal.message.Envelope;
import io.rowseal.testing.FreezableRandom;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * With a random generator that always gives the same bytes, no key and nonce may meet two plaintexts or two associated data.
 * The commitment stands for the key: it is derived from the same data key and context.
 */
class NonceReuseTest {

    private static final byte[] NONE = new byte[0];
    private static final List<String> VALUES = List.of("", "a", "b", "aa", "a longer value of thirty-two byte");
    private static final List<String> COLUMNS = List.of("a", "b", "aa");

    private final Map<String, String> messageOfKeyAndNonce = new HashMap<>();

    @Test
    void attack09_aConstantGeneratorNeverPairsOneKeyAndNonceWithTwoMessages() {
        FreezableRandom random = new FreezableRandom();
        try (TestRing test = new TestRing(KeyRingPolicy.DEFAULT, random);
                TableKeys table = TableKeys.of(test.ring, "default", "t")) {
            createKeks(test);
            random.freeze();
            for (String columnName : COLUMNS) {
                Column column = Column.binary(columnName);
                BlindIndex first = BlindIndex.ofColumn(test.ring, "default", "t", column, 1, "exact");
                BlindIndex second = BlindIndex.ofColumn(test.ring, "default", "t", column, 2, "exact");
                for (String value : VALUES) {
                    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
                    for (byte[] prefix : List.of(NONE, first.prefix(plain), second.prefix(plain))) {
                        for (int repeat = 0; repeat < 2; repeat++) {
                            cell(table.newRowKey(), column, prefix, value);
                            sealedValue(table, column, prefix, value);
                        }
                    }
                }
            }
        }
        // Rows share their key here, so cells differ by nonce: 3 columns x 5 values x 3 prefixes, as cell and as sealed
        // value.
        assertThat(messageOfKeyAndNonce).hasSize(2 * COLUMNS.size() * VALUES.size() * 3);
    }

    @Test
    void attack09_associatedDataOfMessagesIsCovered() {
        FreezableRandom random = new FreezableRandom();
        try (TestRing test = new TestRing(KeyRingPolicy.DEFAULT, random)) {
            createKeks(test);
            random.freeze();
            Envelope envelope = Envelope.of(test.ring);
            for (String value : VALUES) {
                for (String associated : VALUES) {
                    byte[] sealed = envelope.seal(
                            value.getBytes(StandardCharsets.UTF_8),
                            Context.empty(),
                            associated.getBytes(StandardCharsets.UTF_8));
                    remember(Arrays.copyOfRange(sealed, 51, 83), NONE, value + "|" + associated);
                }
            }
        }
        assertThat(messageOfKeyAndNonce).hasSize(VALUES.size() * VALUES.size());
    }

    @Test
    void attack11_everythingInTheAssociatedDataOfACellEntersItsNonce() {
        try (TestRing test = new TestRing();
                TableKeys table = TableKeys.of(test.ring, "default", "t")) {
            RowKey row = table.newRowKey();
            byte[] plain = {1, 2, 3};
            BlindIndex index = BlindIndex.ofColumn(test.ring, "default", "t", Column.binary("a"), 1, "exact");
            byte[] prefix = index.prefix(plain);
            byte[] twoPrefixes = Arrays.copyOf(prefix, 36);
            System.arraycopy(prefix, 0, twoPrefixes, 18, 18);
            assertThat(List.of(
                            nonce(row.seal(Column.binary("a"), NONE, plain), 0),
                            nonce(row.seal(Column.binary("b"), NONE, plain), 0),
                            nonce(row.seal(Column.binary("a"), prefix, plain), 18),
                            nonce(row.seal(Column.binary("a"), twoPrefixes, plain), 36)))
                    .doesNotHaveDuplicates();
        }
    }

    private static void createKeks(TestRing test) {
        Envelope.of(test.ring).seal(NONE, Context.empty());
        BlindIndex.ofColumn(test.ring, "default", "t", Column.binary("a"), 1, "exact")
                .prefix(NONE);
    }

    private void cell(RowKey row, Column column, byte[] prefix, String value) {
        byte[] cell = row.seal(column, prefix, value.getBytes(StandardCharsets.UTF_8));
        byte[] nonce = Arrays.copyOfRange(cell, prefix.length + 1, prefix.length + 13);
        remember(Arrays.copyOfRange(row.block(), 51, 83), nonce, message(column, prefix, value));
    }

    private void sealedValue(TableKeys table, Column column, byte[] prefix, String value) {
        byte[] sealed = table.sealValue(column, prefix, value.getBytes(StandardCharsets.UTF_8));
        byte[] commitment = Arrays.copyOfRange(sealed, prefix.length + 51, prefix.length + 83);
        remember(commitment, NONE, message(column, prefix, value));
    }

    private void remember(byte[] key, byte[] nonce, String message) {
        String keyAndNonce = HexFormat.of().formatHex(key) + HexFormat.of().formatHex(nonce);
        assertThat(messageOfKeyAndNonce.putIfAbsent(keyAndNonce, message)).isIn(null, message);
    }

    private static String message(Column column, byte[] prefix, String value) {
        return column + "|" + HexFormat.of().formatHex(prefix) + "|" + value;
    }

    private static String nonce(byte[] cell, int prefixLength) {
        return HexFormat.of().formatHex(cell, prefixLength + 1, prefixLength + 13);
    }
}
