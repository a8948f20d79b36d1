package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.keys.ClientKey;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.RecipientKeys;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.EnvelopeHeader.Form;
import io.rowseal.message.EnvelopeHeader.RecipientName;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.Key;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvelopeHeaderTest {

    private static final byte[] MESSAGE = {1, 2, 3};
    private static final Column NAME = Column.binary("name");

    private final TestRing test = new TestRing();

    @AfterEach
    void close() {
        test.close();
    }

    private static EnvelopeHeader message(Key key) {
        return EnvelopeHeader.read(Envelope.of(key).seal(MESSAGE, Context.empty()));
    }

    private static EnvelopeHeader stream(Key key) throws IOException {
        return EnvelopeHeader.read(Envelope.of(key)
                .streams(Context.empty())
                .sealFrom(new ByteArrayInputStream(MESSAGE))
                .readAllBytes());
    }

    @Test
    void everyFormIsToldFromItsFirstBytes() throws IOException {
        Key client = ClientKey.of(StreamKinds.random(32, 1));
        Key aes = new SecretKeySpec(StreamKinds.random(32, 2), "AES");
        assertThat(message(test.ring.key()).form()).isEqualTo(Form.MESSAGE);
        assertThat(stream(test.ring.key()).form()).isEqualTo(Form.STREAM);
        assertThat(message(client).form()).isEqualTo(Form.CLIENT_KEY_MESSAGE);
        assertThat(stream(client).form()).isEqualTo(Form.CLIENT_KEY_STREAM);
        assertThat(message(aes).form()).isEqualTo(Form.RECIPIENTS_MESSAGE);
        assertThat(stream(aes).form()).isEqualTo(Form.RECIPIENTS_STREAM);
        byte[] block = TableKeys.of(test.ring, "default", "t").newRowKey().block();
        assertThat(EnvelopeHeader.read(block).form()).isEqualTo(Form.ROW_KEY_BLOCK);
    }

    @Test
    void aHeaderUnderAKeyRingNamesItsKek() throws IOException {
        assertThat(message(test.ring.key()).kekId())
                .hasValue(test.kekStore.keks().get(0).kekId());
        assertThat(stream(test.ring.key()).kekId())
                .hasValue(test.kekStore.keks().get(0).kekId());
        assertThat(message(test.ring.key()).length()).isEqualTo(83);
        assertThat(stream(test.ring.key()).length()).isEqualTo(51);
        assertThat(message(test.ring.key()).recipients()).isEmpty();
    }

    @Test
    void aHeaderForRecipientsNamesThem() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        Key several = RecipientKeys.of(MasterKeyHandle.of(store), new SecretKeySpec(StreamKinds.random(32, 2), "AES"));
        EnvelopeHeader header = message(several);
        assertThat(header.recipients()).hasSize(2).startsWith(new RecipientName("memory", "master-1"));
        assertThat(header.recipients().get(1).storeId()).startsWith("key:");
        assertThat(header.kekId()).isEmpty();
    }

    @Test
    void indexPrefixesBeforeASealedValueAreSkipped() {
        TableKeys table = TableKeys.of(test.ring, "default", "t");
        byte[] prefix =
                BlindIndex.ofColumn(test.ring, "default", "t", NAME, 1, "exact").prefix(MESSAGE);
        EnvelopeHeader header = EnvelopeHeader.read(table.sealValue(NAME, Bytes.concat(prefix, prefix), MESSAGE));
        assertThat(header.form()).isEqualTo(Form.MESSAGE);
        assertThat(header.kekId()).isPresent();
    }

    @Test
    void whatIsCutOffOrNoHeaderIsRefused() {
        byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, Context.empty());
        for (int length = 0; length < 83; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> EnvelopeHeader.read(cut)).isInstanceOf(MalformedCiphertextException.class);
        }
        assertThatThrownBy(() -> EnvelopeHeader.read(new byte[100])).isInstanceOf(MalformedCiphertextException.class);
        byte[] unknownKind = sealed.clone();
        unknownKind[2] = 99;
        assertThatThrownBy(() -> EnvelopeHeader.read(unknownKind)).isInstanceOf(MalformedCiphertextException.class);
    }
}
