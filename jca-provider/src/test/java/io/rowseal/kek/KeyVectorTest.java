package io.rowseal.kek;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.KekId;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.keys.RingInternals;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.VectorRing;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The published vectors of key derivations. */
class KeyVectorTest {

    private static final Primitives PRIMITIVES = Primitives.standard();

    @TestFactory
    Stream<DynamicTest> outputsOfHkdfAreThoseOfTheVectors() {
        return Vectors.tests("hkdf", vector -> {
            KeyBytes prk = KeyBytes.hmac(vector.given("prk"));
            int length = vector.given().required("length").asInt();
            byte[] info = vector.given("info");
            assertThat(PRIMITIVES.hkdfExpand(prk, length, info)).isEqualTo(vector.expected("okm"));
            byte[] firstHalf = Arrays.copyOf(info, info.length / 2);
            byte[] secondHalf = Arrays.copyOfRange(info, info.length / 2, info.length);
            assertThat(PRIMITIVES.hkdfExpand(prk, length, firstHalf, secondHalf))
                    .isEqualTo(vector.expected("okm"));
            List<String> blocks = new ArrayList<>();
            byte[] whole = PRIMITIVES.hkdfExpand(prk, (length + 31) / 32 * 32, info);
            for (int offset = 0; offset < whole.length; offset += 32) {
                blocks.add(HexFormat.of().formatHex(whole, offset, offset + 32));
            }
            assertThat(vector.node().required("expected").required("blocks").valueStream())
                    .extracting(block -> block.asString())
                    .isEqualTo(blocks);
        });
    }

    @TestFactory
    Stream<DynamicTest> attack01_checkValuesOfKekRecordsAreThoseOfTheVectors() {
        return Vectors.tests("kek-check", vector -> {
            if (!vector.given().has("check")) {
                assertThat(check(vector)).isEqualTo(vector.expected("check"));
                return;
            }
            // A ring refuses the record on its first use.
            try (VectorRing test = ring(vector, vector.given("check"))) {
                DataKeys keys = RingInternals.dataKeys(test.ring);
                vector.readOrRefuse(() -> purpose(vector) == KekPurpose.KEK
                        ? keys.wrap(vector.givenText("scope"), new byte[0], KeyBytes.hmac(new byte[32]))
                        : keys.blindIndexMac(vector.givenText("scope"), new byte[0], 0));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> wrappingKeysAreThoseOfTheVectors() {
        return Vectors.tests("wrapping-key", vector -> {
            Kek kek = new Kek(anyRecord(), KeyBytes.hmac(vector.given("key")), PRIMITIVES);
            byte[] staticContext = Pae.encode(vector.givenContext("staticContext"));
            byte[] dataKey = vector.given("dataKey");
            byte[] wrapped = kek.withWrappingKey(staticContext, wrappingKey -> {
                assertThat(wrappingKey.getEncoded()).isEqualTo(vector.expected("wrappingKey"));
                return PRIMITIVES.aesKwpWrap(wrappingKey, KeyBytes.hmac(dataKey.clone()));
            });
            assertThat(wrapped).isEqualTo(vector.expected("wrapped"));
            byte[] unwrapped =
                    kek.withWrappingKey(staticContext, wrappingKey -> PRIMITIVES.aesKwpUnwrap(wrappingKey, wrapped));
            assertThat(unwrapped).isEqualTo(dataKey);
        });
    }

    @TestFactory
    Stream<DynamicTest> dataKeysAreExpandedAsTheVectorsSay() {
        return Vectors.tests("data-key", vector -> {
            byte[] pae = Pae.encode(vector.givenContext("context"));
            assertThat(pae).isEqualTo(vector.expected("pae"));
            Kind kind = vector.given().required("kind").asInt() == 1 ? Kind.ROW_KEY_BLOCK : Kind.SEALED_VALUE;
            try (ContentKeys keys = ContentKeys.expand(PRIMITIVES, KeyBytes.hmac(vector.given("dataKey")), kind, pae)) {
                assertThat(keys.contentKey().getEncoded()).isEqualTo(vector.expected("contentKey"));
                assertThat(keys.commitment()).isEqualTo(vector.expected("commitment"));
                assertThat(keys.nonceKey().getEncoded()).isEqualTo(vector.expected("nonceKey"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attack09_hedgedDataKeysAreThoseOfTheVectors() {
        return Vectors.tests("hedged-data-key", vector -> {
            byte[] kek = vector.given("key");
            KekRecord known = anyRecord();
            byte[] check = Kek.check(
                    PRIMITIVES,
                    KeyBytes.hmac(kek.clone()),
                    known.purpose(),
                    known.scope(),
                    known.kekId(),
                    known.createdAt());
            try (VectorRing test =
                    new VectorRing(known.purpose(), known.scope(), kek, check, known.kekId(), known.createdAt())) {
                test.random.next(vector.given("random"));
                KeyBytes dataKey = RingInternals.dataKeys(test.ring)
                        .hedged(
                                known.scope(),
                                Kind.of((byte) vector.given().required("kind").asInt()),
                                Pae.encode(vector.givenContext("context")),
                                vector.given("aad"),
                                vector.given("plaintext"));
                assertThat(dataKey.getEncoded()).isEqualTo(vector.expected("dataKey"));
            }
            byte[] hedgeKey = new Kek(known, KeyBytes.hmac(kek.clone()), PRIMITIVES).withHedgeKey(KeyBytes::getEncoded);
            assertThat(hedgeKey).isEqualTo(vector.expected("hedgeKey"));
        });
    }

    private static VectorRing ring(Vector vector, byte[] check) {
        return new VectorRing(
                purpose(vector),
                vector.givenText("scope"),
                vector.given("key"),
                check,
                KekId.of(vector.given("kekId")),
                createdAt(vector));
    }

    private static byte[] check(Vector vector) {
        return Kek.check(
                PRIMITIVES,
                KeyBytes.hmac(vector.given("key")),
                purpose(vector),
                vector.givenText("scope"),
                KekId.of(vector.given("kekId")),
                createdAt(vector));
    }

    private static KekPurpose purpose(Vector vector) {
        return KekPurpose.of(vector.givenText("purpose"));
    }

    private static long createdAt(Vector vector) {
        return vector.given().required("createdAt").asLong();
    }

    private static KekRecord anyRecord() {
        WrappedKey recipient = new WrappedKey("store", "key", new byte[1]);
        long createdAt = 1775001600000L;
        return new KekRecord(
                new KekId(1),
                KekPurpose.KEK,
                "default",
                1,
                createdAt,
                KekState.ACTIVE,
                List.of(recipient),
                new byte[KekRecord.CHECK_BYTES]);
    }
}
