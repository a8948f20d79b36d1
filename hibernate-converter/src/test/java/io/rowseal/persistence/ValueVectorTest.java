package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The published vectors of value encodings, which docs/test-vectors.md describes. */
class ValueVectorTest {

    @TestFactory
    Stream<DynamicTest> f22_valuesAreEncodedAsTheVectorsSay() {
        return vectors().filter(vector -> vector.has("expected")).map(vector -> test(vector, this::roundTrip));
    }

    @TestFactory
    Stream<DynamicTest> f22_whatNoWriterWritesIsRefused() {
        return vectors().filter(vector -> vector.has("error")).map(vector -> test(vector, this::refused));
    }

    private void roundTrip(JsonNode vector) {
        JsonNode given = vector.required("given");
        String id = given.required("type").asString();
        byte[] encoded = HexFormat.of()
                .parseHex(vector.required("expected").required("encoded").asString());
        if (given.has("constants")) {
            // Names that no source can have, of an enum that is made here.
            assertThat(((Enum<?>) VectorEnums.codec(given).decode(encoded)).name())
                    .isEqualTo(vector.required("expected").required("value").asString());
            return;
        }
        Object value = VectorValues.of(id, vector.required("expected").required("value"));
        ValueCodec<Object> codec = codec(id);
        assertThat(codec.decode(encoded)).isEqualTo(value);
        if (!id.equals("enum")) { // A writer pads to the longest constant of a class, which the vectors do not know.
            assertThat(HexFormat.of().formatHex(codec.encode(value)))
                    .isEqualTo(HexFormat.of().formatHex(encoded));
        }
    }

    private void refused(JsonNode vector) {
        JsonNode given = vector.required("given");
        byte[] encoded = HexFormat.of().parseHex(given.required("encoded").asString());
        String id = given.required("type").asString();
        if (!VectorValues.isKnown(id)) {
            assertThat(ValueCodecs.encodingIds()).doesNotContainKey(id);
            assertThat(VectorValues.javaTypes())
                    .noneMatch(type -> ValueCodecs.forType(type).encodingId().equals(VectorValues.innermost(id)));
            return;
        }
        ValueCodec<?> codec = given.has("constants") ? VectorEnums.codec(given) : codec(id);
        assertThatThrownBy(() -> codec.decode(encoded)).isInstanceOf(ValueEncodingException.class);
    }

    @SuppressWarnings("unchecked")
    private static ValueCodec<Object> codec(String id) {
        return id.equals("json")
                ? (ValueCodec<Object>) ValueCodecs.json(VectorValues.Json.class)
                : (ValueCodec<Object>) ValueCodecs.forType(VectorValues.type(id));
    }

    private static Stream<JsonNode> vectors() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve("docs/test-vectors"))) {
            here = here.getParent();
        }
        assertThat(here).as("a directory with docs/test-vectors").isNotNull();
        Path file = here.resolve("docs/test-vectors/value-encoding.json");
        return new ObjectMapper().readTree(file.toFile()).required("tests").valueStream();
    }

    private static DynamicTest test(JsonNode vector, Consumer<JsonNode> body) {
        String name = vector.required("id").asString() + " "
                + vector.required("comment").asString();
        return DynamicTest.dynamicTest(name, () -> body.accept(vector));
    }
}
