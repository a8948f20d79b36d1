package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.crypto.Primitives;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Kind;
import io.rowseal.keys.ClientKey;
import io.rowseal.message.key.MessageKey;
import io.rowseal.message.key.MessageKeys;
import io.rowseal.testing.VectorKeys;
import io.rowseal.testing.VectorRing.FixedRandom;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.security.Key;
import java.security.Security;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of whole messages under a client key or for recipients: kinds 4 and 6. */
class DirectMessageVectorTest {

    private static final byte[] NONE = new byte[0];
    private static final VectorKeys KEYS = new VectorKeys(Vectors.file("recipients-message"));

    @TestFactory
    Stream<DynamicTest> attack14_clientKeyValuesAreOpenedOrRefused() {
        return Vectors.tests("client-key-value", vector -> open(vector, false));
    }

    @TestFactory
    Stream<DynamicTest> attack14_attack18_recipientsMessagesAreOpenedOrRefused() {
        return Vectors.tests("recipients-message", vector -> open(vector, true));
    }

    @TestFactory
    Stream<DynamicTest> clientKeyValuesHaveTheBytesOfTheVectors() {
        return Vectors.tests("client-key-value", DirectMessageVectorTest::isHedged, vector -> {
            byte[] message = open(vector, false);
            assertThat(seal(ClientKey.of(vector.given("key")), Kind.CLIENT_KEY_VALUE, vector, message))
                    .isEqualTo(vector.given("stored"));
        });
    }

    @TestFactory
    Stream<DynamicTest> recipientsMessagesHaveTheBytesOfTheVectors() {
        return Vectors.tests("recipients-message", DirectMessageVectorTest::isHedged, vector -> {
            byte[] message = open(vector, true);
            Key recipients = KEYS.key(vector.writer().required("recipients"), true);
            assertThat(seal(recipients, Kind.RECIPIENTS_MESSAGE, vector, message))
                    .isEqualTo(vector.given("stored"));
        });
    }

    private static boolean isHedged(Vector vector) {
        return vector.writer() != null && vector.writer().has("random");
    }

    private static byte[] open(Vector vector, boolean recipients) {
        byte[] stored = vector.given("stored");
        byte[] opened = vector.readOrRefuse(() -> Envelope.of(
                        recipients
                                ? KEYS.key(vector.given().required("keys"), false)
                                : ClientKey.of(vector.given("key")))
                .open(stored, vector.givenContext("context"), vector.given("aad")));
        if (vector.isValid()) {
            vector.requirePlaintext(opened);
        }
        return opened;
    }

    private static byte[] seal(Key key, Kind kind, Vector vector, byte[] message) {
        JsonNode writer = vector.writer();
        FixedRandom random = new FixedRandom();
        random.next(Vectors.hex(writer.required("random")));
        for (JsonNode recipient : writer.path("recipients")) {
            if (recipient.has("seed")) {
                random.next(Vectors.hex(recipient.required("seed"))); // drawn by OAEP
            }
        }
        byte[] covered = AssociatedData.ofMessage(kind, NONE, 0, 0, vector.given("aad"));
        MessageKeys keys = MessageKeys.of(key, Primitives.using(Security.getProvider("SunJCE"), random));
        try (MessageKey messageKey = keys.create(vector.givenContext("context"), covered, message)) {
            return messageKey.seal(NONE, vector.given("aad"), message);
        }
    }
}
