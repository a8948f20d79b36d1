package io.rowseal.message;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.RowsealException;
import io.rowseal.message.chunk.ChunkOpener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.Key;
import org.jspecify.annotations.Nullable;

/**
 * Streams and channels that seal and open messages of any length, in constant memory: a header and chunks of 16 KiB, each
 * verified before it is returned. Create it with {@link Envelope#streams}, or with {@link Cobblestone256} for streams without a
 * header.
 *
 * <table>
 * <caption>Directions</caption>
 * <tr><th></th><th>push: the result is written on</th><th>pull: the source is read</th></tr>
 * <tr><td>seal</td><td>{@code sealTo}</td><td>{@code sealFrom}</td></tr>
 * <tr><td>open</td><td>{@code openTo}</td><td>{@code openFrom}, {@code openSeekable}</td></tr>
 * </table>
 *
 * <p><b>Where failures come from.</b> The methods here throw a {@link RowsealException} for a key that cannot be used, an
 * invalid header or a wrong context, if they know the header. For problems found later the stream throws an {@link
 * EnvelopeStreamException} with the {@code RowsealException} as its cause. {@code openTo} reads the header from what is written
 * to it, so its stream reports everything in the second way.
 *
 * <p>Each stream closes the underlying stream or channel. If a method here throws, the underlying one stays open. The context
 * and the associated data are bound to each stream; a stream sealed under one method opens under every other.
 *
 * <p>Immutable and thread safe; the streams are not.
 */
public final class EnvelopeStreams {

    private static final byte[] NOTHING = new byte[0];

    private final StreamFormat format;

    EnvelopeStreams(StreamFormat format) {
        this.format = format;
    }

    /**
     * Seals what is written to it. Creates the key now; writes nothing before the first byte or {@code close()}.
     *
     * @param target receives the sealed stream
     * @return the stream, which the caller closes, or aborts if the plaintext cannot be completed
     * @throws IllegalArgumentException if the key only opens
     * @throws RowsealException if the key is unavailable
     */
    public EnvelopeOutputStream sealTo(OutputStream target) {
        return new EnvelopeOutputStream(sealing(ByteSink.of(target)));
    }

    /**
     * Seals what is written to it.
     *
     * @param target receives the sealed stream; in blocking mode
     * @return the stream, which the caller closes, or aborts if the plaintext cannot be completed
     * @throws IllegalArgumentException if the key only opens
     * @throws java.nio.channels.IllegalBlockingModeException if the channel does not block
     * @throws RowsealException if the key is unavailable
     */
    public EnvelopeWritableChannel sealTo(WritableByteChannel target) {
        return new EnvelopeWritableChannel(sealing(ByteSink.of(target)));
    }

    /**
     * Opens what is written to it. Opens the key, and may refuse it, once the header was written.
     *
     * @param target receives the verified plaintext; it is complete only if {@code close()} returns
     * @return to be closed
     * @throws IllegalArgumentException if the key only seals
     */
    public EnvelopeOutputStream openTo(OutputStream target) {
        return new EnvelopeOutputStream(opening(ByteSink.of(target)));
    }

    /**
     * Opens what is written to it. Opens the key, and may refuse it, once the header was written.
     *
     * @param target receives the verified plaintext; it is complete only if {@code close()} returns; in blocking mode
     * @return to be closed
     * @throws IllegalArgumentException if the key only seals
     * @throws java.nio.channels.IllegalBlockingModeException if the channel does not block
     */
    public EnvelopeWritableChannel openTo(WritableByteChannel target) {
        return new EnvelopeWritableChannel(opening(ByteSink.of(target)));
    }

    /**
     * Reads plaintext and returns the sealed stream. Creates the key now; reads nothing yet.
     *
     * @param source is read to its end
     * @return the sealed stream
     * @throws IllegalArgumentException if the key only opens
     * @throws RowsealException if the key is unavailable
     */
    public EnvelopeInputStream sealFrom(InputStream source) {
        return new EnvelopeInputStream(sealing(ByteSource.of(source)));
    }

    /**
     * Reads plaintext and returns the sealed stream. Creates the key now; reads nothing yet.
     *
     * @param source is read to its end; in blocking mode
     * @return the sealed stream
     * @throws IllegalArgumentException if the key only opens
     * @throws java.nio.channels.IllegalBlockingModeException if the channel does not block
     * @throws RowsealException if the key is unavailable
     */
    public EnvelopeReadableChannel sealFrom(ReadableByteChannel source) {
        return new EnvelopeReadableChannel(sealing(ByteSource.of(source)));
    }

    /**
     * Reads a sealed stream and returns its plaintext. Reads the header now, and not one byte more.
     *
     * @param source is read to its end; bytes after the stream make it fail
     * @return the plaintext; it is complete only if it was read up to its end
     * @throws IllegalArgumentException if the key only seals
     * @throws MalformedCiphertextException if no sealed stream begins here
     * @throws RowsealException if key, context, associated data and header do not belong together, or the key is unavailable
     * @throws IOException if the source fails
     */
    public EnvelopeInputStream openFrom(InputStream source) throws IOException {
        return new EnvelopeInputStream(opening(ByteSource.of(source)));
    }

    /**
     * Reads a sealed stream and returns its plaintext. Reads the header now, and not one byte more.
     *
     * @param source is read to its end; bytes after the stream make it fail; in blocking mode
     * @return the plaintext; it is complete only if it was read up to its end
     * @throws IllegalArgumentException if the key only seals
     * @throws java.nio.channels.IllegalBlockingModeException if the channel does not block
     * @throws MalformedCiphertextException if no sealed stream begins here
     * @throws RowsealException if key, context, associated data and header do not belong together, or the key is unavailable
     * @throws IOException if the source fails
     */
    public EnvelopeReadableChannel openFrom(ReadableByteChannel source) throws IOException {
        return new EnvelopeReadableChannel(opening(ByteSource.of(source)));
    }

    /**
     * Opens any part of a sealed stream. The header is read now; the length is verified by the first call that needs it.
     *
     * @param source holds the sealed stream from its position to its end
     * @return the plaintext
     * @throws IllegalArgumentException if the key only seals
     * @throws MalformedCiphertextException if no sealed stream begins here
     * @throws RowsealException if key, context, associated data and header do not belong together, or the key is unavailable
     * @throws IOException if the source fails
     */
    public EnvelopeSeekableChannel openSeekable(SeekableByteChannel source) throws IOException {
        format.requireCan(false);
        long position = source.position();
        StreamBeginning beginning = StreamBeginning.read(format, ByteSource.of(source));
        return new EnvelopeSeekableChannel(source, beginning.open(), position + beginning.length());
    }

    /**
     * Copies a sealed stream and rewraps its data key, as {@link Envelope#rewrap} does. Copies the chunks unchanged; they open
     * afterwards if they did before. Neither stream is closed.
     *
     * @param sealed is read to its end
     * @param target receives the sealed stream with its new header; nothing if a {@code RowsealException} is thrown
     * @throws IllegalArgumentException if the key is a client key, or only opens or only seals
     * @throws RowsealException as {@link #openFrom(InputStream)}
     * @throws IOException if one of the streams fails
     */
    public void rewrap(InputStream sealed, OutputStream target) throws IOException {
        copyWith(null, sealed, target);
    }

    /**
     * Copies a sealed stream with its data key wrapped for other recipients, as {@link Envelope#rewrapFor} does.
     *
     * @param recipients all recipients of the new header
     * @param sealed is read to its end
     * @param target receives the sealed stream with its new header; nothing if a {@code RowsealException} is thrown
     * @throws IllegalArgumentException if the streams are not for recipients, or one of the recipients cannot seal
     * @throws RowsealException as {@link #openFrom(InputStream)}
     * @throws IOException if one of the streams fails
     */
    public void rewrapFor(Key recipients, InputStream sealed, OutputStream target) throws IOException {
        copyWith(recipients, sealed, target);
    }

    private void copyWith(@Nullable Key recipients, InputStream sealed, OutputStream target) throws IOException {
        format.requireCan(false);
        target.write(StreamBeginning.read(format, ByteSource.of(sealed)).rewrapped(recipients));
        sealed.transferTo(target);
    }

    private ChunkWriter sealing(ByteSink sink) {
        format.requireCan(true);
        return new ChunkWriter(sink, format.seal());
    }

    private ChunkWriter opening(ByteSink sink) {
        format.requireCan(false);
        return new ChunkWriter(sink, format);
    }

    private ChunkReader sealing(ByteSource source) {
        format.requireCan(true);
        StreamFormat.Sealing sealing = format.seal();
        return new ChunkReader(source, sealing.sealer(), sealing.beginning());
    }

    private ChunkReader opening(ByteSource source) throws IOException {
        format.requireCan(false);
        return new ChunkReader(
                source, new ChunkOpener(StreamBeginning.read(format, source).open()), NOTHING);
    }
}
