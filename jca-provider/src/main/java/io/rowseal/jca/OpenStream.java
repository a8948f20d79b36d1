package io.rowseal.jca;

import static io.rowseal.format.Layout.SEALED_CHUNK_BYTES;
import static io.rowseal.format.Layout.STREAM_START_BYTES;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.message.chunk.ChunkOpener;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts streams, chunk by chunk: each is output as soon as it is verified. A key store is asked once header, salt and
 * commitment are there, because only the commitment tells whether a recipient's key is the right one.
 */
final class OpenStream extends OpeningOperation {

    private final HeaderKeys keys;
    private final byte @Nullable [] detachedHeader;
    private byte[] associatedData = new byte[0];
    private HeaderReader reader;
    private byte @Nullable [] header;
    private final ByteBuffer start = ByteBuffer.allocate(STREAM_START_BYTES);
    private boolean fed;
    private @Nullable ChunkOpener opener;

    /** @param detachedHeader the header that is stored apart, or null if streams begin with theirs */
    OpenStream(HeaderKeys keys, byte @Nullable [] detachedHeader) {
        this.keys = keys;
        this.reader = new HeaderReader(keys.kind());
        this.detachedHeader = detachedHeader;
        this.header = detachedHeader;
    }

    @Override
    public long mostData() {
        return Long.MAX_VALUE;
    }

    @Override
    public void begin(byte[] callersData) {
        associatedData = callersData;
    }

    @Override
    public long bound(int inputLength) {
        if (fed) {
            return StreamSizes.opened(inputLength + (SEALED_CHUNK_BYTES - 1L), true);
        }
        int before = detachedHeader == null ? HeaderLength.least(keys.kind()) : 0;
        return StreamSizes.opened((long) inputLength - before - STREAM_START_BYTES, true);
    }

    @Override
    public long size(ByteBuffer input, boolean last) {
        if (opener != null) {
            int length = input.remaining();
            return last ? opener.finishSize(length) : opener.updateSize(length);
        }
        return StreamSizes.opened(behindHeader(input) - start.remaining(), last);
    }

    /** How many bytes of the input are behind the header. */
    private long behindHeader(ByteBuffer input) {
        int fixed = keys.fixedHeaderBytes();
        if (header != null || fixed >= 0) {
            return header != null ? input.remaining() : (long) reader.filled() + input.remaining() - fixed;
        }
        try {
            int end = reader.endIn(input);
            return end < 0 ? 0 : input.limit() - end;
        } catch (MalformedCiphertextException e) {
            return 0; // What is no header gives no output: the step says what is wrong with it.
        }
    }

    @Override
    public byte[] step(ByteBuffer input, boolean last) {
        byte[] verified = new byte[Math.toIntExact(size(input, last))];
        boolean done = false;
        fed = true;
        try {
            open(input, last, ByteBuffer.wrap(verified));
            done = true;
        } finally {
            if (!done) {
                Arrays.fill(verified, (byte) 0);
            }
        }
        return verified;
    }

    private void open(ByteBuffer input, boolean last, ByteBuffer output) {
        readStart(input);
        if (opener != null) {
            opener.update(input, output);
        }
        if (last) {
            // CipherInputStream.close() calls doFinal even if nothing was read: no key may be asked for then.
            if (opener == null) {
                throw new MalformedCiphertextException("the stream ends before its first chunk: it was cut off");
            }
            opener.finish(output);
            expectAnother();
        }
    }

    /** Takes header, salt and commitment, and opens the key when they are complete. */
    private void readStart(ByteBuffer input) {
        if (opener != null) {
            return;
        }
        if (header == null && reader.take(input)) {
            header = reader.header();
        }
        if (header == null) {
            return;
        }
        while (start.hasRemaining() && input.hasRemaining()) {
            start.put(input.get());
        }
        if (!start.hasRemaining()) {
            opener = keys.openStream(associatedData, header, start.array().clone());
        }
    }

    private void expectAnother() {
        close();
        reader = new HeaderReader(keys.kind());
        header = detachedHeader;
        start.clear();
        fed = false;
    }

    @Override
    public void close() {
        if (opener != null) {
            opener.close();
            opener = null;
        }
    }
}
