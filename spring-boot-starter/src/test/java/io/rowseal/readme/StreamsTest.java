package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Cobblestone256;
import io.rowseal.message.Envelope;
import io.rowseal.message.EnvelopeOutputStream;
import io.rowseal.message.EnvelopeStreamException;
import io.rowseal.message.EnvelopeStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/streams.md. */
class StreamsTest {

    private final KeyRing ring = KeyRing.builder()
            .masterKeyStore(new InMemoryMasterKeyStore())
            .kekStore(new InMemoryKekStore())
            .build();

    private final byte[] bytes = new byte[2_000_000];

    @TempDir
    private Path directory;

    private Path plain;
    private Path stored;
    private Path copy;

    @BeforeEach
    void writeFile() throws IOException {
        new Random(1).nextBytes(bytes);
        plain = Files.write(directory.resolve("plain"), bytes);
        stored = directory.resolve("stored");
        copy = directory.resolve("copy");
    }

    @Test
    void aFileIsSealedAndOpened() throws IOException {
        // snippet files
        EnvelopeStreams streams = Envelope.of(ring).streams(Context.of("document", "4711"));

        try (InputStream file = Files.newInputStream(plain);
                InputStream sealed = streams.sealFrom(file)) {
            Files.copy(sealed, stored);
        }
        try (InputStream file = Files.newInputStream(stored);
                InputStream opened = streams.openFrom(file)) {
            Files.copy(opened, copy);
        }
        // end of snippet
        assertThat(copy).hasBinaryContent(bytes);
        assertThat(stored).hasSize(107 + bytes.length + 16 * (bytes.length / 16_384 + 1));
    }

    @Test
    void whatIsWrittenIsSealedUnlessItsWriterFails() throws IOException {
        EnvelopeStreams streams = Envelope.of(ring).streams(Context.of("document", "4711"));
        write(streams, output -> output.write(bytes));
        try (InputStream opened = streams.openFrom(Files.newInputStream(stored))) {
            assertThat(opened.readAllBytes()).isEqualTo(bytes);
        }
        assertThatThrownBy(() -> write(streams, output -> {
                    output.write(bytes);
                    throw new IOException("printer on fire");
                }))
                .hasMessage("printer on fire");
        try (InputStream opened = streams.openFrom(Files.newInputStream(stored))) {
            assertThatThrownBy(opened::readAllBytes).isInstanceOf(EnvelopeStreamException.class);
        }
    }

    private interface Report {
        void writeTo(OutputStream output) throws IOException;
    }

    private void write(EnvelopeStreams streams, Report report) throws IOException {
        // snippet push
        try (OutputStream file = Files.newOutputStream(stored);
                EnvelopeOutputStream sealing = streams.sealTo(file)) {
            try {
                report.writeTo(sealing);
            } catch (Throwable e) {
                sealing.abort();
                throw e;
            }
        }
        // end of snippet
    }

    @Test
    void aRangeIsOpened() throws IOException {
        EnvelopeStreams streams = Envelope.of(ring).streams(Context.of("document", "4711"));
        write(streams, output -> output.write(bytes));
        ByteBuffer range = ByteBuffer.allocate(65_536);
        // snippet range
        try (SeekableByteChannel file = Files.newByteChannel(stored);
                SeekableByteChannel opened = streams.openSeekable(file)) {
            opened.position(1_000_000);
            while (range.hasRemaining() && opened.read(range) >= 0) {}
        }
        // end of snippet
        assertThat(range.array()).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 1_065_536));
    }

    @Test
    void theChunkLayerAloneIsOpened() throws IOException {
        byte[] key = Arrays.copyOf(bytes, 32);
        byte[] context = {1, 2, 3};
        byte[] opened;
        try (Cobblestone256 cobblestone = Cobblestone256.of(key);
                OutputStream sealing = cobblestone.streams(context).sealTo(Files.newOutputStream(stored))) {
            sealing.write(bytes);
        }
        // snippet bare
        try (Cobblestone256 cobblestone = Cobblestone256.of(key);
                InputStream file = Files.newInputStream(stored);
                InputStream plaintext = cobblestone.streams(context).openFrom(file)) {
            opened = plaintext.readAllBytes();
        }
        // end of snippet
        assertThat(opened).isEqualTo(bytes);
    }
}
