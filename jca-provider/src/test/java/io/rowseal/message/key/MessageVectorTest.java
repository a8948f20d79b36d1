package io.rowseal.message.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.kek.ContentKeys;
import io.rowseal.keys.RingInternals;
import io.rowseal.message.Envelope;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.VectorRing;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of sealed values as messages. */
class MessageVectorTest {

    private static final byte[] NONE = new byte[0];

    @TestFactory
    Stream<DynamicTest> attack13_sealedValuesAreOpenedOrRefused() {
        return messages((vector, test) -> {
            Envelope envelope = Envelope.of(test.ring, vector.givenText("scope"));
            byte[] stored = vector.given("stored");
            byte[] opened = vector.readOrRefuse(
                    () -> envelope.open(stored, vector.givenContext("context"), vector.given("aad")));
            if (vector.isValid()) {
                vector.requirePlaintext(opened);
                assertThat(AssociatedData.ofSealedValue(NONE, 0, 0, vector.given("aad")))
                        .isEqualTo(vector.expected("aad"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> sealedValuesHaveTheBytesOfTheVectors() {
        return messages((vector, test) -> {
            JsonNode writer = vector.writer();
            if (writer == null) {
                return;
            }
            byte[] stored = vector.given("stored");
            String scope = vector.givenText("scope");
            byte[] full = RingMessageKeys.fullContext(scope, vector.givenContext("context"));
            byte[] wrapping = RingMessageKeys.staticContext(scope, vector.givenContext("context"));
            Header header = Header.parse(stored, 0);
            assertThat(header.kekId().toString())
                    .isEqualTo(writer.required("kekId").asString());
            try (KeyBytes dataKey = RingInternals.dataKeys(test.ring)
                            .unwrap(scope, wrapping, header.kekId(), header.wrappedKey());
                    ContentKeys keys = ContentKeys.expand(Primitives.standard(), dataKey, Kind.SEALED_VALUE, full)) {
                assertThat(dataKey.getEncoded()).isEqualTo(Vectors.hex(writer.required("dataKey")));
                assertThat(Bytes.concat(
                                Header.of(Kind.SEALED_VALUE, header.kekId(), header.wrappedKey(), keys.commitment())
                                        .toBytes(),
                                body(keys, vector, Vectors.hex(writer.required("plaintext")))))
                        .isEqualTo(stored);
            }
        });
    }

    private static byte[] body(ContentKeys keys, Vector vector, byte[] plaintext) {
        byte[] associatedData = AssociatedData.ofSealedValue(NONE, 0, 0, vector.given("aad"));
        byte[] body = Arrays.copyOf(NONE, plaintext.length + 16);
        Primitives.standard().aesGcmSeal(keys.contentKey(), new byte[12], associatedData, plaintext, body, 0);
        return body;
    }

    @FunctionalInterface
    private interface MessageOperation {
        void run(Vector vector, VectorRing test);
    }

    private static Stream<DynamicTest> messages(MessageOperation operation) {
        JsonNode file = Vectors.file("sealed-value");
        return Vectors.tests("sealed-value", vector -> {
            try (VectorRing test = new VectorRing(file)) {
                operation.run(vector, test);
            }
        });
    }
}
