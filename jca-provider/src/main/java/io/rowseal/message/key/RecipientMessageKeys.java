package io.rowseal.message.key;

import static io.rowseal.format.Layout.KEY_BYTES;

import io.rowseal.Context;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.RowsealException;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.direct.DirectKey;
import io.rowseal.direct.TokenDirectKey;
import io.rowseal.format.AssociatedData;
import io.rowseal.format.HedgeInput;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.format.Recipients.Recipient;
import io.rowseal.format.RecipientsHeader;
import io.rowseal.kek.ContentKeys;
import io.rowseal.message.chunk.ChunkKeys;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Messages whose data key is wrapped directly, once for each recipient: kinds 6 and 7. */
final class RecipientMessageKeys extends MessageKeys {

    private final List<DirectKey> keys;
    private final Primitives primitives;

    RecipientMessageKeys(List<DirectKey> keys, Primitives primitives) {
        this.keys = keys;
        this.primitives = primitives;
    }

    @Override
    public Kind kind(boolean stream) {
        return stream ? Kind.RECIPIENTS_STREAM : Kind.RECIPIENTS_MESSAGE;
    }

    /** All must seal; to open, one is enough. */
    @Override
    public void requireCan(boolean seals) {
        String first = null;
        int able = 0;
        for (DirectKey key : keys) {
            String obstacle = key.obstacle(seals);
            able += obstacle == null ? 1 : 0;
            first = first == null ? obstacle : first;
        }
        if (first != null && (seals || able == 0)) {
            throw new IllegalArgumentException(first);
        }
    }

    @Override
    public MessageKey create(Context context, byte[] covered, byte[] plaintext) {
        requireCan(true);
        byte[] pae = Pae.encode(requireNoScope(context));
        try (KeyBytes dataKey = dataKey(Kind.RECIPIENTS_MESSAGE, pae, covered, plaintext);
                ContentKeys content = ContentKeys.expand(primitives, dataKey, Kind.RECIPIENTS_MESSAGE, pae)) {
            byte[] header =
                    new RecipientsHeader(Kind.RECIPIENTS_MESSAGE, wrap(dataKey), content.commitment()).toBytes();
            return messageKey(header, content, true);
        }
    }

    @Override
    public MessageKey open(Context context, byte[] header) {
        requireCan(false);
        requireKind(header, false);
        RecipientsHeader parsed = RecipientsHeader.parse(header, Kind.RECIPIENTS_MESSAGE);
        byte[] pae = Pae.encode(requireNoScope(context));
        return firstThatFits(parsed, context, dataKey -> {
            try (ContentKeys content = ContentKeys.expand(primitives, dataKey, Kind.RECIPIENTS_MESSAGE, pae)) {
                return Primitives.constantTimeEquals(content.commitment(), parsed.commitment())
                        ? messageKey(header, content, false)
                        : null;
            }
        });
    }

    private MessageKey messageKey(byte[] header, ContentKeys content, boolean maySeal) {
        return new MessageKey(
                primitives,
                Kind.RECIPIENTS_MESSAGE,
                header,
                KeyBytes.aes(content.contentKey().getEncoded()),
                "a data key of its recipients",
                maySeal);
    }

    @Override
    public StreamKey createStream(Context context) {
        requireCan(true);
        byte[] pae = Pae.encode(requireNoScope(context));
        KeyBytes dataKey = dataKey(Kind.RECIPIENTS_STREAM, pae, Moment.next(), NOTHING);
        return StreamKey.orWiped(dataKey, () -> {
            byte[] header = new RecipientsHeader(Kind.RECIPIENTS_STREAM, wrap(dataKey), NOTHING).toBytes();
            return new StreamKey(primitives, Kind.RECIPIENTS_STREAM, header, dataKey, pae);
        });
    }

    @Override
    public ChunkKeys chunkKeys(Context context, byte[] callersData, byte[] header, byte[] start) {
        requireCan(false);
        requireKind(header, true);
        RecipientsHeader parsed = RecipientsHeader.parse(header, Kind.RECIPIENTS_STREAM);
        byte[] bound =
                AssociatedData.ofStream(Kind.RECIPIENTS_STREAM, Pae.encode(requireNoScope(context)), callersData);
        return firstThatFits(parsed, context, dataKey -> ChunkKeys.open(primitives, dataKey, start, bound));
    }

    @Override
    public MessageKeys forRecipients(Key recipients) {
        return new RecipientMessageKeys(directKeys(recipients), primitives);
    }

    @Override
    public byte[] rewrap(Context context, byte[] header, MessageKeys target) {
        RecipientMessageKeys others = requireRecipients(target);
        requireCan(false);
        requireKind(header, false);
        RecipientsHeader parsed = RecipientsHeader.parse(header, Kind.RECIPIENTS_MESSAGE);
        byte[] pae = Pae.encode(requireNoScope(context));
        List<Recipient> wrapped = firstThatFits(parsed, context, dataKey -> {
            try (ContentKeys content = ContentKeys.expand(primitives, dataKey, Kind.RECIPIENTS_MESSAGE, pae)) {
                return Primitives.constantTimeEquals(content.commitment(), parsed.commitment())
                        ? others.wrap(dataKey)
                        : null;
            }
        });
        return new RecipientsHeader(Kind.RECIPIENTS_MESSAGE, wrapped, parsed.commitment()).toBytes();
    }

    @Override
    public byte[] rewrapStream(Context context, byte[] callersData, byte[] header, byte[] start, MessageKeys target) {
        RecipientMessageKeys others = requireRecipients(target);
        requireCan(false);
        requireKind(header, true);
        RecipientsHeader parsed = RecipientsHeader.parse(header, Kind.RECIPIENTS_STREAM);
        byte[] bound =
                AssociatedData.ofStream(Kind.RECIPIENTS_STREAM, Pae.encode(requireNoScope(context)), callersData);
        List<Recipient> wrapped = firstThatFits(parsed, context, dataKey -> {
            ChunkKeys keys = ChunkKeys.open(primitives, dataKey, start, bound);
            if (keys == null) {
                return null;
            }
            keys.close();
            return others.wrap(dataKey);
        });
        return new RecipientsHeader(Kind.RECIPIENTS_STREAM, wrapped, NOTHING).toBytes();
    }

    private static RecipientMessageKeys requireRecipients(MessageKeys target) {
        if (!(target instanceof RecipientMessageKeys others)) {
            throw new IllegalArgumentException(
                    "a message for recipients can be rewrapped only for recipients: open it, and seal it again");
        }
        others.requireCan(true);
        return others;
    }

    private List<Recipient> wrap(KeyBytes dataKey) {
        List<Recipient> recipients = new ArrayList<>(keys.size());
        for (DirectKey key : keys) {
            recipients.add(key.wrap(primitives, dataKey));
        }
        return recipients;
    }

    private record Attempt(DirectKey key, Recipient recipient) {}

    /** The recipients that keys know by name come first, because a key in a token has to try others' too. */
    private List<Attempt> attempts(List<Recipient> recipients) {
        List<Attempt> attempts = new ArrayList<>();
        List<Attempt> unnamed = new ArrayList<>();
        List<Recipient> chosen = new ArrayList<>();
        for (DirectKey key : keys) {
            if (key.obstacle(false) != null) {
                continue;
            }
            Recipient recipient = key.choose(primitives, recipients);
            if (recipient != null && !chosen.contains(recipient)) {
                chosen.add(recipient);
                attempts.add(new Attempt(key, recipient));
            }
            key.unnamed(recipients).forEach(other -> unnamed.add(new Attempt(key, other)));
        }
        attempts.addAll(unnamed);
        return attempts;
    }

    /** Tries one recipient for each key, or all of its kind if the key is in a token. Anyone can add recipients, so one that does not fit is not the end. */
    private <T> T firstThatFits(RecipientsHeader header, Context context, Function<KeyBytes, @Nullable T> use) {
        boolean named = false;
        UnknownKeyException unknown = null;
        RowsealException failure = null;
        for (Attempt attempt : attempts(header.recipients())) {
            try {
                T result = tryOne(attempt.key(), attempt.recipient(), use);
                if (result != null) {
                    return result;
                }
                named = true;
            } catch (UnknownKeyException e) {
                unknown = e; // the recipient names a key that is not the store's, so none of ours
            } catch (RowsealException e) {
                failure = worse(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
        if (named) {
            throw new WrongContextException("no recipient of the message fits the pairs of " + context
                    + ": it was sealed with another context or associated data, or its header was altered"
                    + (keys.stream().anyMatch(TokenDirectKey.class::isInstance)
                            ? ", or it was not sealed for the RSA key in the token"
                            : ""));
        }
        throw unknown != null
                ? unknown
                : new UnknownKeyException("the keys given are none of those that the message was sealed for ("
                        + header.recipients().size() + "): open it with one of them");
    }

    private <T> @Nullable T tryOne(DirectKey key, Recipient recipient, Function<KeyBytes, @Nullable T> use) {
        byte[] dataKey = key.unwrap(primitives, recipient);
        if (dataKey == null || dataKey.length != KEY_BYTES) {
            if (dataKey != null) {
                Arrays.fill(dataKey, (byte) 0);
            }
            return null;
        }
        try (KeyBytes bytes = KeyBytes.hmac(dataKey)) {
            return use.apply(bytes);
        }
    }

    /** The failure that most likely ends by itself, so that a caller who may retry learns it. */
    private static RowsealException worse(@Nullable RowsealException first, RowsealException second) {
        if (first == null) {
            return second;
        }
        RowsealException chosen = rank(second) > rank(first) ? second : first;
        RowsealException other = rank(second) > rank(first) ? first : second;
        chosen.addSuppressed(other);
        return chosen;
    }

    private static int rank(RowsealException failure) {
        return failure instanceof KeyUnavailableException ? 3 : failure instanceof KeyAccessDeniedException ? 2 : 1;
    }

    private KeyBytes dataKey(Kind kind, byte[] contextPae, byte[] covered, byte[] plaintext) {
        try (KeyBytes random = KeyBytes.hmac(primitives.random(KEY_BYTES))) {
            return KeyBytes.hmac(
                    primitives.hmacSha256(random, HedgeInput.of(NOTHING, kind, contextPae, covered), plaintext));
        }
    }
}
