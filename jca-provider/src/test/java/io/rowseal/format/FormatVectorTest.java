package io.rowseal.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.format.Recipients.Recipient;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of what needs no key. */
class FormatVectorTest {

    @TestFactory
    Stream<DynamicTest> attack16_encodingsOfContextsAreThoseOfTheVectors() {
        return Vectors.tests("pae", vector -> {
            byte[] pae = vector.readOrRefuse(() -> Pae.encode(vector.givenContext("pairs")));
            if (vector.isValid()) {
                assertThat(pae).isEqualTo(vector.expected("pae"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attack16_textFormsAreWrittenAndReadAsTheVectorsSay() {
        return Vectors.tests("text-form", vector -> {
            if (vector.given().has("bytes")) {
                String text = TextForm.encode(vector.given("bytes"));
                assertThat(text).isEqualTo(vector.expectedText("text"));
                assertThat(TextForm.encodedLength(vector.given("bytes").length)).isEqualTo(text.length());
                return;
            }
            byte[] text = vector.givenText("text").getBytes(StandardCharsets.UTF_8);
            assertThat(TextForm.isMarked(text, 0)).isTrue();
            byte[] decoded = vector.readOrRefuse(() -> TextForm.decode(text, 0));
            if (vector.isValid()) {
                assertThat(decoded).isEqualTo(vector.expected("bytes"));
                byte[] behindOthers = Bytes.concat(new byte[] {1, 2, 3, 4, 5}, text);
                assertThat(TextForm.decode(behindOthers, 5)).isEqualTo(decoded);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attack03_columnsAreParsedAsTheVectorsSay() {
        return Vectors.tests("reading-grammar", vector -> {
            StoredColumn parsed = vector.readOrRefuse(() -> parse(vector));
            if (vector.isValid()) {
                assertThat(
                                parsed.rowKeyBlock() == null
                                        ? null
                                        : parsed.rowKeyBlock().toBytes())
                        .isEqualTo(vector.expects("block") ? vector.expected("block") : null);
                assertThat(Arrays.copyOfRange(parsed.body(), parsed.prefixOffset(), parsed.valueOffset()))
                        .hasSize(parsed.prefixLength())
                        .isEqualTo(vector.expected("prefixes"));
                assertThat(parsed.sealedValue() ? "sealed" : "cell").isEqualTo(vector.expectedText("kind"));
                assertThat(parsed.value()).isEqualTo(vector.expected("value"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attack16_plaintextIsToldFromCiphertextAsTheVectorsSay() {
        return Vectors.tests("plaintext", vector -> {
            byte[] stored = vector.given("stored");
            boolean rowKeys = vector.given().get("rowKeys").asBoolean();
            Integer offset = vector.readOrRefuse(() -> StoredColumn.plaintextOffset(stored, rowKeys));
            if (vector.isValid()) {
                byte[] plaintext =
                        offset == StoredColumn.NO_PLAINTEXT ? null : Arrays.copyOfRange(stored, offset, stored.length);
                assertThat(plaintext).isEqualTo(vector.expects("plaintext") ? vector.expected("plaintext") : null);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> recipientsAreWrittenAndReadAsTheVectorsSay() {
        return Vectors.tests("recipients", vector -> {
            JsonNode toWrite = vector.given().get("recipients");
            if (toWrite != null) {
                assertThat(Recipients.write(recipients(toWrite))).isEqualTo(vector.expected("bytes"));
                return;
            }
            List<Recipient> read = vector.readOrRefuse(() -> Recipients.parse(vector.given("bytes")));
            if (vector.isValid()) {
                assertThat(read)
                        .usingRecursiveComparison()
                        .isEqualTo(recipients(vector.node().required("expected").required("recipients")));
            }
        });
    }

    private static List<Recipient> recipients(JsonNode array) {
        return array.valueStream()
                .map(entry -> new Recipient(
                        entry.required("storeId").asString(),
                        entry.required("keyRef").asString(),
                        Vectors.hex(entry.required("wrapped"))))
                .toList();
    }

    private static StoredColumn parse(Vector vector) {
        byte[] stored = vector.given("stored");
        boolean text = vector.givenFlag("text");
        return vector.givenFlag("rowKeys")
                ? StoredColumn.parse(stored, text)
                : StoredColumn.parseWithoutRowKey(stored, text);
    }
}
