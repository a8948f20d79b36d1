package io.rowseal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Random;

/** Every way to seal a stream, in pieces of random sizes. */
enum StreamWriter {
    OUTPUT_STREAM {
        @Override
        byte[] seal(EnvelopeStreams streams, byte[] message, Random random) throws IOException {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            try (OutputStream output = streams.sealTo(sealed)) {
                for (int at = 0; at < message.length; ) {
                    int count = Math.min(message.length - at, random.nextInt(40_000));
                    if (count == 1) {
                        output.write(message[at]);
                    } else {
                        output.write(message, at, count);
                    }
                    output.flush();
                    at += count;
                }
            }
            return sealed.toByteArray();
        }
    },
    WRITABLE_CHANNEL {
        @Override
        byte[] seal(EnvelopeStreams streams, byte[] message, Random random) throws IOException {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            try (EnvelopeWritableChannel channel = streams.sealTo(Channels.newChannel(sealed))) {
                for (int at = 0; at < message.length; ) {
                    int count = Math.min(message.length - at, random.nextInt(40_000));
                    assertThat(channel.write(StreamReader.buffer(message, at, count, random)))
                            .isEqualTo(count);
                    at += count;
                }
            }
            return sealed.toByteArray();
        }
    },
    INPUT_STREAM {
        @Override
        byte[] seal(EnvelopeStreams streams, byte[] message, Random random) throws IOException {
            try (InputStream sealed = streams.sealFrom(new StreamReader.UnevenInputStream(message, random))) {
                return sealed.readAllBytes();
            }
        }
    },
    READABLE_CHANNEL {
        @Override
        byte[] seal(EnvelopeStreams streams, byte[] message, Random random) throws IOException {
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            try (EnvelopeReadableChannel channel =
                    streams.sealFrom(Channels.newChannel(new StreamReader.UnevenInputStream(message, random)))) {
                ByteBuffer part = ByteBuffer.allocate(1 + random.nextInt(40_000));
                while (channel.read(part.clear()) >= 0) {
                    sealed.write(part.array(), 0, part.position());
                }
            }
            return sealed.toByteArray();
        }
    };

    abstract byte[] seal(EnvelopeStreams streams, byte[] message, Random random) throws IOException;
}
