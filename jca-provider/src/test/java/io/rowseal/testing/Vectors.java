package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KeyDestroyedException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files of docs/test-vectors. Their shape is described in docs/format.md. */
public final class Vectors {

    private static final Map<String, Class<? extends RuntimeException>> ERRORS = Map.of(
            "invalid-argument", IllegalArgumentException.class,
            "malformed", MalformedCiphertextException.class,
            "plaintext-found", PlaintextFoundException.class,
            "unknown-key", UnknownKeyException.class,
            "wrong-context", WrongContextException.class,
            "key-destroyed", KeyDestroyedException.class,
            "tampered", TamperedException.class);

    private Vectors() {}

    /** One test for each vector of a file; the operation is given the vector and asserts. */
    public static Stream<DynamicTest> tests(String layout, ThrowingConsumer<Vector> operation) {
        List<JsonNode> tests = file(layout).required("tests").valueStream().toList();
        assertThat(tests).isNotEmpty();
        return tests.stream().map(Vector::new).map(v -> DynamicTest.dynamicTest(v.name(), () -> operation.accept(v)));
    }

    /** A parsed file. */
    public static JsonNode file(String layout) {
        return new ObjectMapper().readTree(directory().resolve(layout + ".json").toFile());
    }

    /** Where the files are, whatever directory of the project the tests run in. */
    public static Path directory() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve("docs/test-vectors"))) {
            here = here.getParent();
        }
        assertThat(here).as("a directory with docs/test-vectors").isNotNull();
        return here.resolve("docs/test-vectors");
    }

    /** What opens or derives; may be refused. */
    @FunctionalInterface
    public interface Reading<T> {
        T read();
    }

    /** One vector. */
    public record Vector(JsonNode node) {

        String name() {
            return node.required("id").asString() + " "
                    + node.required("comment").asString();
        }

        /** Reads, and asserts that it is refused if the vector says so. Returns null then. */
        public <T> T readOrRefuse(Reading<T> reading) {
            JsonNode error = node.get("error");
            if (error == null) {
                return reading.read();
            }
            assertThatThrownBy(reading::read).isExactlyInstanceOf(ERRORS.get(error.asString()));
            return null;
        }

        public boolean isValid() {
            return node.has("expected");
        }

        public JsonNode given() {
            return node.required("given");
        }

        public byte[] given(String name) {
            return hex(given().required(name));
        }

        public String givenText(String name) {
            return given().required(name).asString();
        }

        public boolean givenFlag(String name) {
            return given().required(name).asBoolean();
        }

        public Context givenContext(String name) {
            Context context = Context.empty();
            for (JsonNode pair : given().required(name)) {
                String pairName = pair.required("name").asString();
                context = pair.has("text")
                        ? context.with(pairName, pair.required("text").asString())
                        : context.with(pairName, hex(pair.required("value")));
            }
            return context;
        }

        public byte[] expected(String name) {
            return hex(node.required("expected").required(name));
        }

        public String expectedText(String name) {
            return node.required("expected").required(name).asString();
        }

        public boolean expects(String name) {
            return isValid() && node.required("expected").hasNonNull(name);
        }

        /** What a writer needs to make the given bytes, or null. */
        public JsonNode writer() {
            return given().get("writer");
        }
    }

    /** Bytes of a JSON string of hexadecimal digits. */
    public static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asString());
    }
}
