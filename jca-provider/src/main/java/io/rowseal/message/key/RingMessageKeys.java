package io.rowseal.message.key;

import io.rowseal.Context;
import io.rowseal.Printable;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.format.StreamHeader;
import io.rowseal.kek.ContentKeys;
import io.rowseal.kek.DataKeys;
import io.rowseal.kek.Ring;
import io.rowseal.keys.KeyRing;
import io.rowseal.message.chunk.ChunkKeys;
import java.util.Objects;

/** Messages under the KEK of a scope: kinds 2 and 3. */
public final class RingMessageKeys extends MessageKeys {

    private static final String TABLE = "table";

    private final DataKeys dataKeys;
    private final String scope;

    public RingMessageKeys(KeyRing ring, String scope) {
        this.dataKeys = ring.internal(Ring.class).dataKeys();
        this.scope = scope;
    }

    @Override
    public Kind kind(boolean stream) {
        return stream ? Kind.STREAM : Kind.SEALED_VALUE;
    }

    @Override
    public void requireCan(boolean seals) {
        // A key ring does both.
    }

    @Override
    public MessageKey create(Context context, byte[] covered, byte[] plaintext) {
        byte[] full = fullContext(scope, context);
        try (KeyBytes dataKey = dataKeys.hedged(scope, Kind.SEALED_VALUE, full, covered, plaintext);
                ContentKeys keys = ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.SEALED_VALUE, full)) {
            DataKeys.Wrapped wrapped = dataKeys.wrap(scope, staticContext(scope, context), dataKey);
            Header header = Header.of(Kind.SEALED_VALUE, wrapped.kekId(), wrapped.bytes(), keys.commitment());
            return messageKey(header, keys, true);
        }
    }

    @Override
    public MessageKey open(Context context, byte[] header) {
        requireKind(header, false);
        Header parsed = Header.parseExactly(header, Kind.SEALED_VALUE);
        byte[] full = fullContext(scope, context);
        try (KeyBytes dataKey =
                        dataKeys.unwrap(scope, staticContext(scope, context), parsed.kekId(), parsed.wrappedKey());
                ContentKeys keys = ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.SEALED_VALUE, full)
                        .requireCommitment(parsed, where(context))) {
            return messageKey(parsed, keys, false);
        }
    }

    private MessageKey messageKey(Header header, ContentKeys keys, boolean maySeal) {
        return new MessageKey(
                dataKeys.primitives(),
                header.kind(),
                header.toBytes(),
                KeyBytes.aes(keys.contentKey().getEncoded()),
                "kekId " + header.kekId(),
                maySeal);
    }

    @Override
    public StreamKey createStream(Context context) {
        byte[] full = fullContext(scope, context);
        KeyBytes dataKey = dataKeys.hedged(scope, Kind.STREAM, full, Moment.next(), NOTHING);
        return StreamKey.orWiped(dataKey, () -> {
            DataKeys.Wrapped wrapped =
                    dataKeys.wrap(scope, Pae.encode(Context.empty().inScope(scope)), dataKey);
            byte[] header = new StreamHeader(wrapped.kekId(), wrapped.bytes()).toBytes();
            return new StreamKey(dataKeys.primitives(), Kind.STREAM, header, dataKey, full);
        });
    }

    @Override
    public ChunkKeys chunkKeys(Context context, byte[] callersData, byte[] header, byte[] start) {
        requireKind(header, true);
        StreamHeader parsed = StreamHeader.parse(header);
        byte[] bound = AssociatedData.ofStream(Kind.STREAM, fullContext(scope, context), callersData);
        try (KeyBytes dataKey = dataKeys.unwrap(
                scope, Pae.encode(Context.empty().inScope(scope)), parsed.kekId(), parsed.wrappedKey())) {
            ChunkKeys keys = ChunkKeys.open(dataKeys.primitives(), dataKey, start, bound);
            if (keys == null) {
                throw new WrongContextException("the key commitment of a stream under kekId " + parsed.kekId()
                        + " does not fit " + where(context) + " and associated data: it was written for others, or its"
                        + " header was altered");
            }
            return keys;
        }
    }

    /** Under the same scope only: the scope is in the context of the data key. */
    @Override
    public byte[] rewrap(Context context, byte[] header, MessageKeys target) {
        requireSelf(target);
        requireKind(header, false);
        Header parsed = Header.parseExactly(header, Kind.SEALED_VALUE);
        byte[] wrapping = staticContext(scope, context);
        try (KeyBytes dataKey = dataKeys.unwrap(scope, wrapping, parsed.kekId(), parsed.wrappedKey())) {
            ContentKeys.expand(dataKeys.primitives(), dataKey, Kind.SEALED_VALUE, fullContext(scope, context))
                    .requireCommitment(parsed, where(context))
                    .close();
            if (dataKeys.isActive(scope, parsed.kekId())) {
                return header.clone();
            }
            DataKeys.Wrapped wrapped = dataKeys.wrap(scope, wrapping, dataKey);
            return parsed.rewrapped(wrapped.kekId(), wrapped.bytes()).toBytes();
        }
    }

    @Override
    public byte[] rewrapStream(Context context, byte[] callersData, byte[] header, byte[] start, MessageKeys target) {
        requireSelf(target);
        chunkKeys(context, callersData, header, start).close();
        StreamHeader parsed = StreamHeader.parse(header);
        if (dataKeys.isActive(scope, parsed.kekId())) {
            return header.clone();
        }
        byte[] wrapping = Pae.encode(Context.empty().inScope(scope));
        try (KeyBytes dataKey = dataKeys.unwrap(scope, wrapping, parsed.kekId(), parsed.wrappedKey())) {
            DataKeys.Wrapped wrapped = dataKeys.wrap(scope, wrapping, dataKey);
            return new StreamHeader(wrapped.kekId(), wrapped.bytes()).toBytes();
        }
    }

    @SuppressWarnings("ReferenceEquality") // These very keys, or others.
    private void requireSelf(MessageKeys target) {
        if (target != this) {
            throw new IllegalArgumentException(
                    "a message under a key ring stays in its scope: open it, and seal it again");
        }
    }

    private String where(Context context) {
        return "scope '" + Printable.of(scope) + "' and the pairs of " + context;
    }

    /** PAE of what the data key is bound to. */
    static byte[] fullContext(String scope, Context callers) {
        return Pae.encode(requireNoScope(callers).inScope(scope));
    }

    /** PAE of what the wrapping key is bound to. */
    static byte[] staticContext(String scope, Context callers) {
        Context wrapping = Context.empty().inScope(scope);
        return Pae.encode(
                callers.names().contains(TABLE)
                        ? wrapping.with(TABLE, Objects.requireNonNull(callers.value(TABLE)))
                        : wrapping);
    }
}
