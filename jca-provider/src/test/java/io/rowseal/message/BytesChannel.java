package io.rowseal.message;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.TreeSet;

/** Bytes as a channel that remembers which of them were read, in units of 16 bytes, and how often it was closed. */
class BytesChannel implements SeekableByteChannel {

    static final int UNIT = 16;

    final TreeSet<Long> unitsRead = new TreeSet<>();
    int closed;
    private final byte[] bytes;
    private int position;

    BytesChannel(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= bytes.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, position, count);
        for (long unit = position / UNIT; unit <= (position + count - 1) / UNIT; unit++) {
            unitsRead.add(unit);
        }
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new AssertionError("nothing may be written");
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = Math.toIntExact(newPosition);
        return this;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new AssertionError("nothing may be truncated");
    }

    @Override
    public boolean isOpen() {
        return closed == 0;
    }

    @Override
    public void close() {
        closed++;
    }
}
