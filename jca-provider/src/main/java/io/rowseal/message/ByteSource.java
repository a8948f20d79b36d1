package io.rowseal.message;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;

/** Where a stream is read from: an input stream or a channel. */
interface ByteSource extends Closeable {

    /** Reads 1 to {@code count} bytes; -1 at the end, 0 only if a channel has none now. */
    int read(byte[] target, int offset, int count) throws IOException;

    static ByteSource of(InputStream input) {
        return new ByteSource() {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                int read = input.read(target, offset, count);
                if (read != 0) {
                    return read;
                }
                // Against its contract some stream gave nothing. The single-byte form has no way to do so.
                int next = input.read();
                if (next < 0) {
                    return -1;
                }
                target[offset] = (byte) next;
                return 1;
            }

            @Override
            public void close() throws IOException {
                input.close();
            }
        };
    }

    static ByteSource of(ReadableByteChannel channel) {
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalBlockingModeException();
        }
        return new ByteSource() {
            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return channel.read(ByteBuffer.wrap(target, offset, count));
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
