package io.rowseal.message;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;

/** Where a stream is written to: an output stream or a channel. */
interface ByteSink extends Closeable {

    /** Writes all of the bytes. */
    void write(byte[] source, int offset, int count) throws IOException;

    void flush() throws IOException;

    static ByteSink of(OutputStream output) {
        return new ByteSink() {
            @Override
            public void write(byte[] source, int offset, int count) throws IOException {
                output.write(source, offset, count);
            }

            @Override
            public void flush() throws IOException {
                output.flush();
            }

            @Override
            public void close() throws IOException {
                output.close();
            }
        };
    }

    static ByteSink of(WritableByteChannel channel) {
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        return new ByteSink() {
            @Override
            public void write(byte[] source, int offset, int count) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(source, offset, count);
                while (rest.hasRemaining()) {
                    if (channel.write(rest) == 0) {
                        throw new IOException(
                                "the channel takes no bytes now: write the stream to a channel that waits until it can");
                    }
                }
            }

            @Override
            public void flush() {
                // A channel has no buffer.
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
