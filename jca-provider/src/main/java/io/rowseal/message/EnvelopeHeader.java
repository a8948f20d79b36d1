package io.rowseal.message;

import io.rowseal.KekId;
import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.Header;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.IndexPrefix;
import io.rowseal.format.Kind;
import io.rowseal.format.RecipientsHeader;
import io.rowseal.format.StreamHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message, a stream, a sealed value or a row-key block, read without any key. It says what the bytes are and
 * which key they need. {@link io.rowseal.keys.KeyRing#kek} returns the scope and the state of the KEK that it names.
 *
 * <p><b>It is not authenticated.</b> Anyone who can write the bytes can write any header: use it to find a key or to count,
 * never to decide what somebody may read. Immutable and thread safe.
 */
public final class EnvelopeHeader {

    /** What a header introduces. */
    public enum Form {
        /** The wrapped key of a table row, in the column {@code row_key}. */
        ROW_KEY_BLOCK,
        /** A message or a sealed value under a key ring. */
        MESSAGE,
        /** A stream under a key ring. */
        STREAM,
        /** A message under a client key. */
        CLIENT_KEY_MESSAGE,
        /** A stream under a client key. */
        CLIENT_KEY_STREAM,
        /** A message for recipients: master keys, AES or RSA keys. */
        RECIPIENTS_MESSAGE,
        /** A stream for recipients: master keys, AES or RSA keys. */
        RECIPIENTS_STREAM
    }

    /**
     * A recipient that a header names.
     *
     * @param storeId the master-key store, or the kind of a caller's key, which begins with {@code key:}
     * @param keyRef the master key within the store, or the name of the caller's key
     */
    public record RecipientName(String storeId, String keyRef) {}

    private final Form form;
    private final int length;
    private final @Nullable KekId kekId;
    private final List<RecipientName> recipients;

    private EnvelopeHeader(Form form, int length, @Nullable KekId kekId, List<RecipientName> recipients) {
        this.form = form;
        this.length = length;
        this.kekId = kekId;
        this.recipients = List.copyOf(recipients);
    }

    /**
     * Reads a header.
     *
     * @param stored begins with the header, or with index prefixes before it; what follows is not read. The first bytes of a
     *     stream suffice
     * @return what it says
     * @throws MalformedCiphertextException if no header of a known suite and kind begins there, or it is cut off
     */
    public static EnvelopeHeader read(byte[] stored) {
        int offset = IndexPrefix.skip(stored, 0);
        byte[] bytes = offset == 0 ? stored : Arrays.copyOfRange(stored, offset, stored.length);
        int length = HeaderLength.needed(bytes, bytes.length);
        if (length > bytes.length) {
            throw new MalformedCiphertextException("the header is cut off: it has at least " + length
                    + " bytes, but only " + bytes.length + " are there");
        }
        byte[] header = Arrays.copyOf(bytes, length);
        Kind kind = Kind.of(header[2]);
        return switch (kind) {
            case ROW_KEY_BLOCK -> underKek(Form.ROW_KEY_BLOCK, header);
            case SEALED_VALUE -> underKek(Form.MESSAGE, header);
            case STREAM ->
                new EnvelopeHeader(
                        Form.STREAM, length, StreamHeader.parse(header).kekId(), List.of());
            case CLIENT_KEY_VALUE -> new EnvelopeHeader(Form.CLIENT_KEY_MESSAGE, length, null, List.of());
            case CLIENT_KEY_STREAM -> new EnvelopeHeader(Form.CLIENT_KEY_STREAM, length, null, List.of());
            case RECIPIENTS_MESSAGE -> forRecipients(Form.RECIPIENTS_MESSAGE, header, kind);
            case RECIPIENTS_STREAM -> forRecipients(Form.RECIPIENTS_STREAM, header, kind);
        };
    }

    private static EnvelopeHeader underKek(Form form, byte[] header) {
        return new EnvelopeHeader(form, header.length, Header.parse(header, 0).kekId(), List.of());
    }

    private static EnvelopeHeader forRecipients(Form form, byte[] header, Kind kind) {
        List<RecipientName> names = RecipientsHeader.parse(header, kind).recipients().stream()
                .map(recipient -> new RecipientName(recipient.storeId(), recipient.keyRef()))
                .toList();
        return new EnvelopeHeader(form, header.length, null, names);
    }

    /**
     * What the header introduces.
     *
     * @return the form
     */
    public Form form() {
        return form;
    }

    /**
     * How many bytes the header has, without index prefixes before it.
     *
     * @return the length
     */
    public int length() {
        return length;
    }

    /**
     * The KEK that wraps the data key.
     *
     * @return the KEK; empty unless the form is of a key ring
     */
    public Optional<KekId> kekId() {
        return Optional.ofNullable(kekId);
    }

    /**
     * Who can open the message.
     *
     * @return 1 to 16 recipients; none unless the form is of recipients
     */
    public List<RecipientName> recipients() {
        return recipients;
    }

    @Override
    public String toString() {
        return "EnvelopeHeader[" + form + (kekId == null ? "" : " kekId=" + kekId) + "]";
    }
}
