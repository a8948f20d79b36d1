package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of what a local master key wraps. */
class LocalWrapVectorTest {

    private static final String STORE_ID = "vectors";
    private static final String KEY_REF = "master-1";

    @TestFactory
    Stream<DynamicTest> f22_aLocalStoreUnwrapsWhatTheVectorsHold() {
        return Vectors.tests("local-wrap", vector -> {
            try (LocalWrappingKeys keys = new LocalWrappingKeys(STORE_ID, new StorePrimitives())) {
                byte[] masterKey = vector.given("masterKey");
                keys.add(KEY_REF, KeyBytes.hmac(masterKey.clone()));
                WrappedKey wrapped = new WrappedKey(STORE_ID, KEY_REF, vector.given("wrapped"));
                Context context = vector.givenContext("context");
                vector.readOrRefuse(() -> {
                    byte[] key = keys.unwrap(wrapped, context);
                    assertThat(key).isEqualTo(vector.expected("key"));
                    byte[] written = keys.wrap(KEY_REF, key, context).bytes();
                    assertThat(written).hasSameSizeAs(wrapped.bytes());
                    assertThat(keys.unwrap(new WrappedKey(STORE_ID, KEY_REF, written), context))
                            .isEqualTo(key);
                    return key;
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> f22_theWrappingKeyIsThatOfTheVectors() {
        return Vectors.tests(
                "local-wrap",
                Vector::isValid,
                vector -> assertThat(Primitives.standard()
                                .hkdfExpand(
                                        KeyBytes.hmac(vector.given("masterKey")),
                                        32,
                                        "rowseal/v1/master".getBytes(StandardCharsets.US_ASCII)))
                        .isEqualTo(vector.expected("wrappingKey")));
    }
}
