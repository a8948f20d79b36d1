package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyDestroyedException;
import io.rowseal.KeyRecordAlteredException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.TamperedException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.WrongKeyException;
import io.rowseal.crypto.Primitives;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The files of docs/test-vectors. Their shape is described in docs/test-vectors.md. */
public final class Vectors {

    private static final Map<String, Class<? extends RuntimeException>> ERRORS = Map.of(
            "invalid-argument", IllegalArgumentException.class,
            "malformed", MalformedCiphertextException.class,
            "plaintext-found", PlaintextFoundException.class,
            "unknown-key", UnknownKeyException.class,
            "wrong-context", WrongContextException.class,
            "key-destroyed", KeyDestroyedException.class,
            "key-unavailable", KeyUnavailableException.class,
            "key-access-denied", KeyAccessDeniedException.class,
            "wrong-key", WrongKeyException.class,
            "tampered", TamperedException.class);

    private Vectors() {}

    /** One test for each vector of a file; the operation is given the vector and asserts. */
    public static Stream<DynamicTest> tests(String layout, ThrowingConsumer<Vector> operation) {
        return tests(layout, vector -> true, operation);
    }

    /** One test for each of some vectors of a file. */
    public static Stream<DynamicTest> tests(
            String layout, Predicate<Vector> which, ThrowingConsumer<Vector> operation) {
        List<Vector> tests = file(layout)
                .required("tests")
                .valueStream()
                .map(Vector::new)
                .filter(which)
                .toList();
        assertThat(tests).isNotEmpty();
        return tests.stream().map(v -> DynamicTest.dynamicTest(v.name(), () -> operation.accept(v)));
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
            Class<?> expected = ERRORS.get(error.asString());
            // An altered KEK record has a class of its own under that of its error.
            assertThatThrownBy(reading::read)
                    .isInstanceOf(expected)
                    .extracting(Object::getClass)
                    .isIn(expected, KeyRecordAlteredException.class);
            return null;
        }

        /** Of a stream that was tampered with: bytes of plaintext before the damage. */
        public int verified() {
            return node.required("verified").asInt();
        }

        public boolean isValid() {
            return node.has("expected");
        }

        public JsonNode given() {
            return node.required("given");
        }

        public byte[] given(String name) {
            return bytes(given().required(name));
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
                        ? withText(context, pairName, pair.required("text").asString())
                        : context.with(pairName, hex(pair.required("value")));
            }
            return context;
        }

        /** Vectors of the encoding also have the pair that the library adds by itself. */
        private static Context withText(Context context, String name, String text) {
            return name.equals("scope") ? context.inScope(text) : context.with(name, text);
        }

        public byte[] expected(String name) {
            return hex(node.required("expected").required(name));
        }

        /** Asserts that a plaintext is the expected one, which is given whole or as length and SHA-256. */
        public void requirePlaintext(byte[] plaintext) {
            if (expects("plaintext")) {
                assertThat(plaintext).isEqualTo(expected("plaintext"));
            } else {
                JsonNode expected = node.required("expected");
                assertThat(plaintext)
                        .hasSize(expected.required("plaintextLength").asInt());
                assertThat(Primitives.standard().sha256(plaintext)).isEqualTo(expected("plaintextSha256"));
            }
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

    /** Bytes of hexadecimal digits, or of a list of such and of repeated bytes. */
    public static byte[] bytes(JsonNode node) {
        if (!node.isArray()) {
            return hex(node);
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (JsonNode part : node) {
            if (part.isObject()) {
                byte[] run = new byte[part.required("times").asInt()];
                Arrays.fill(run, hex(part.required("byte"))[0]);
                joined.writeBytes(run);
            } else {
                joined.writeBytes(hex(part));
            }
        }
        return joined.toByteArray();
    }

    /** Bytes of a JSON string of hexadecimal digits. */
    public static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asString());
    }
}
