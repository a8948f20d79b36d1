package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.testing.PrimitiveProviders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK, Bouncy Castle, BC-FIPS and ACCP as providers of primitives. */
class PrimitiveProviderTest {

    private static final KeyPair RSA = MessageSamples.rsa(2048);

    @ParameterizedTest
    @EnumSource
    void whatOneProviderSealsEveryOtherOpens(PrimitiveProviders writer) {
        ProviderWork.Stores stores = new ProviderWork.Stores(RSA);
        Map<String, byte[]> sealed = new ProviderWork(writer.provider(), stores).seal();
        assertThat(sealed).hasSize(13);
        int readers = 0;
        for (PrimitiveProviders reader : PrimitiveProviders.values()) {
            if (!reader.isAvailable()) {
                continue;
            }
            ProviderWork work = new ProviderWork(reader.provider(), stores);
            work.open(sealed)
                    .forEach((name, opened) -> assertThat(opened)
                            .as(name + " of " + writer + " read by " + reader)
                            .isEqualTo(name.equals("index") ? sealed.get("index") : ProviderWork.PLAINTEXT));
            assertThat(work.acceptedDamage(sealed))
                    .as("damaged values of " + writer + " that " + reader + " accepts")
                    .isEmpty();
            readers++;
        }
        assertThat(readers).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void aBareStreamOfOneProviderIsReadByTheJdk(PrimitiveProviders writer) throws IOException {
        byte[] key = MessageSamples.bytes(32, 8);
        byte[] context = {1, 2};
        try (Cobblestone256 written = Cobblestone256.of(key, writer.provider());
                Cobblestone256 read = Cobblestone256.of(key)) {
            byte[] sealed = written.streams(context)
                    .sealFrom(new ByteArrayInputStream(ProviderWork.PLAINTEXT))
                    .readAllBytes();
            assertThat(read.streams(context)
                            .openFrom(new ByteArrayInputStream(sealed))
                            .readAllBytes())
                    .isEqualTo(ProviderWork.PLAINTEXT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyProviderPassesTheSelfTest(PrimitiveProviders provider) {
        assertThat(Primitives.selfTestReport(provider.provider()))
                .isEqualTo("primitives of the provider " + provider.provider().getName() + " "
                        + provider.provider().getVersionStr() + ": self test passed");
    }

    /** Providers differ in how they refuse: none may throw what the callers do not expect. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotWrappedAtAllIsRefusedByNull(PrimitiveProviders provider) throws Exception {
        Primitives primitives = Primitives.of(provider.provider());
        for (int length : new int[] {0, 1, 7, 8, 15, 16, 17, 24, 32, 39, 40, 41, 48, 255, 256, 257, 8192}) {
            for (byte filling : new byte[] {0, 1, -1}) {
                byte[] wrapped = new byte[length];
                Arrays.fill(wrapped, filling);
                try (KeyBytes key = KeyBytes.aes(new byte[32])) {
                    assertThat(primitives.aesKwpUnwrap(key, wrapped))
                            .as("AES-KWP of %s bytes of %s", length, filling)
                            .isNull();
                }
                assertThat(primitives.rsaOaep().unwrap(RSA.getPrivate(), wrapped))
                        .as("RSA-OAEP of %s bytes of %s", length, filling)
                        .isNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameKeyAndDerivedNonceTwiceInARowGiveTheSameBytes(PrimitiveProviders provider) {
        Primitives primitives = Primitives.of(provider.provider());
        byte[] nonce = new byte[12];
        byte[] first = new byte[24];
        byte[] second = new byte[24];
        try (KeyBytes key = KeyBytes.aes(new byte[32])) {
            primitives.aesGcmSealDerived(key, nonce, nonce, new byte[8], first, 0);
            assertThatCode(() -> primitives.aesGcmSealDerived(key, nonce, nonce, new byte[8], second, 0))
                    .doesNotThrowAnyException();
        }
        assertThat(second).isEqualTo(first).isNotEqualTo(new byte[24]);
    }
}
