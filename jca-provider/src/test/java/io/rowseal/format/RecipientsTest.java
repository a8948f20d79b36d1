package io.rowseal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.Recipients.Recipient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipientsTest {

    private static final List<Recipient> TWO = List.of(
            new Recipient("pkcs12", "master-1", new byte[] {1, 2, 3}), new Recipient("kms", "ä", new byte[] {4}));

    @Test
    void writesTheLayoutOfTheSpecification() {
        assertThat(HexFormat.of().formatHex(Recipients.write(TWO)))
                .isEqualTo("02" + "06" + hex("pkcs12") + "0008" + hex("master-1") + "0003010203" + "03" + hex("kms")
                        + "0002c3a4" + "000104");
    }

    @Test
    void readsWhatItWrote() {
        assertSame(Recipients.parse(Recipients.write(TWO)), TWO);
    }

    @Test
    void noRecipientsAreNoBytes() {
        assertThat(Recipients.write(List.of())).isEmpty();
        assertThat(Recipients.parse(new byte[0])).isEmpty();
    }

    @Test
    void takesTheLongestPartsAndTheMostRecipients() {
        List<Recipient> most = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String prefix = (char) ('a' + i) + "";
            most.add(new Recipient(prefix + "s".repeat(254), "k".repeat(2048), new byte[8192]));
        }
        byte[] bytes = Recipients.write(most);
        assertThat(bytes).hasSize(Recipients.MAX_BYTES);
        assertSame(Recipients.parse(bytes), most);
    }

    @Test
    void everyCutIsRefused() {
        byte[] whole = Recipients.write(TWO);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Recipients.parse(cut))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedCiphertextException.class);
        }
    }

    @Test
    void trailingBytesAreRefused() {
        byte[] longer = Arrays.copyOf(Recipients.write(TWO), Recipients.write(TWO).length + 1);
        assertThatThrownBy(() -> Recipients.parse(longer))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("1 bytes follow");
    }

    @Test
    void noAndTooManyRecipientsAreRefused() {
        for (int count : new int[] {0, 17, 255}) {
            byte[] bytes = Recipients.write(TWO);
            bytes[0] = (byte) count;
            assertThatThrownBy(() -> Recipients.parse(bytes))
                    .isInstanceOf(MalformedCiphertextException.class)
                    .hasMessageContaining("a list of " + count + " recipients");
        }
    }

    @Test
    void lengthsBeyondTheLimitsAreRefusedEvenIfTheBytesAreThere() {
        byte[] keyRef = ByteBuffer.allocate(60_000)
                .put(new byte[] {1, 1, 's'})
                .putShort((short) 2049)
                .array();
        byte[] wrapped = ByteBuffer.allocate(60_000)
                .put(new byte[] {1, 1, 's', 0, 1, 'k'})
                .putShort((short) 8193)
                .array();
        byte[] empty = {1, 0, 0, 1, 'k', 0, 1, 7};
        for (byte[] bytes : List.of(keyRef, wrapped, empty)) {
            assertThatThrownBy(() -> Recipients.parse(bytes))
                    .isInstanceOf(MalformedCiphertextException.class)
                    .hasMessageContaining("bytes in a list of recipients");
        }
    }

    @Test
    void oneMasterKeyTwiceIsRefused() {
        Recipient one = new Recipient("s", "k", new byte[] {1});
        Recipient again = new Recipient("s", "k", new byte[] {2});
        assertThatThrownBy(() -> Recipients.write(List.of(one, again))).isInstanceOf(IllegalArgumentException.class);
        byte[] written = {2, 1, 's', 0, 1, 'k', 0, 1, 1, 1, 's', 0, 1, 'k', 0, 1, 2};
        assertThatThrownBy(() -> Recipients.parse(written))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] written = {1, 1, (byte) 0xFF, 0, 1, 'k', 0, 1, 1};
        assertThatThrownBy(() -> Recipients.parse(written))
                .isInstanceOf(MalformedCiphertextException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Recipients.write(List.of(new Recipient("s\uD800", "k", new byte[1]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surrogate");
    }

    @Test
    void theWriterRefusesPartsThatNoReaderTakes() {
        List<Recipient> refused = List.of(
                new Recipient("", "k", new byte[1]),
                new Recipient("s".repeat(256), "k", new byte[1]),
                new Recipient("s", "", new byte[1]),
                new Recipient("s", "k".repeat(2049), new byte[1]),
                new Recipient("s", "k", new byte[0]),
                new Recipient("s", "k", new byte[8193]));
        for (Recipient recipient : refused) {
            assertThatThrownBy(() -> Recipients.write(List.of(recipient))).isInstanceOf(IllegalArgumentException.class);
        }
        List<Recipient> tooMany = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            tooMany.add(new Recipient("s", "k" + i, new byte[1]));
        }
        assertThatThrownBy(() -> Recipients.write(tooMany)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSame(List<Recipient> actual, List<Recipient> expected) {
        assertThat(actual).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
