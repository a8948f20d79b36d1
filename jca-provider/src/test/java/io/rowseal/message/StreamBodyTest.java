package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.ClientHeader;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.format.RecipientsHeader;
import io.rowseal.format.StreamHeader;
import io.rowseal.keys.KeyRingKey;
import io.rowseal.keys.RingInternals;
import io.rowseal.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.SecretKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The body of every kind of stream is Cobblestone-256, as docs/format.md says it is keyed. */
class StreamBodyTest {

    private static final Primitives PRIMITIVES = Primitives.standard();

    @ParameterizedTest
    @EnumSource
    void attack19_theBodyOfEveryKindIsBareCobblestoneUnderItsInputKey(StreamKinds kind) throws IOException {
        Random random = new Random(4);
        for (int size : new int[] {0, 100, 16_384, 50_000}) {
            byte[] message = StreamKinds.random(size, size);
            byte[] sealed = kind.seal(message);
            byte[] header = Arrays.copyOf(sealed, HeaderLength.needed(sealed, sealed.length));
            byte[] body = Arrays.copyOfRange(sealed, header.length, sealed.length);
            EnvelopeStreams bare = Cobblestone256.of(inputKey(kind, header)).streams(context(kind, header));
            for (StreamReader reader : StreamReader.values()) {
                assertThat(reader.open(bare, body, random)).as("%s", reader).isEqualTo(message);
            }
            for (StreamWriter writer : StreamWriter.values()) {
                byte[] joined = Bytes.concat(header, writer.seal(bare, message, random));
                assertThat(StreamReader.INPUT_STREAM.open(kind.streams(), joined, random))
                        .as("%s", writer)
                        .isEqualTo(message);
            }
        }
    }

    /** Header bytes 0..2 | PAE(context) | the caller's bytes. */
    private static byte[] context(StreamKinds kind, byte[] header) {
        Context context = kind == StreamKinds.RING ? StreamKinds.CONTEXT.inScope("default") : StreamKinds.CONTEXT;
        return Bytes.concat(Arrays.copyOf(header, 3), Pae.encode(context), StreamKinds.AAD);
    }

    private static byte[] inputKey(StreamKinds kind, byte[] header) {
        return switch (kind) {
            case RING -> {
                StreamHeader parsed = StreamHeader.parse(header);
                yield RingInternals.dataKeys(((KeyRingKey) kind.key).ring())
                        .unwrap(
                                "default",
                                Pae.encode(Context.empty().inScope("default")),
                                parsed.kekId(),
                                parsed.wrappedKey())
                        .getEncoded();
            }
            case CLIENT -> {
                byte[] salt = ClientHeader.parse(header, Kind.CLIENT_KEY_STREAM).salt();
                KeyBytes extracted = PRIMITIVES.hkdfExtract(salt, KeyBytes.hmac(StreamKinds.random(32, 2)));
                yield PRIMITIVES.hkdfExpand(extracted, 32, ascii("rowseal/v1/client-stream"), Arrays.copyOf(header, 3));
            }
            case RECIPIENTS -> {
                byte[] wrapped = RecipientsHeader.parse(header, Kind.RECIPIENTS_STREAM)
                        .recipients()
                        .get(0)
                        .wrapped();
                byte[] wrappingKey =
                        PRIMITIVES.hkdfExpand((SecretKey) kind.key, 32, ascii("rowseal/v1/direct"), new byte[] {1});
                yield PRIMITIVES.aesKwpUnwrap(KeyBytes.aes(wrappingKey), wrapped);
            }
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
