package io.rowseal.fuzz;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.PlaintextFoundException;
import io.rowseal.format.ClientHeader;
import io.rowseal.format.Header;
import io.rowseal.format.HeaderLength;
import io.rowseal.format.Kind;
import io.rowseal.format.Recipients;
import io.rowseal.format.RecipientsHeader;
import io.rowseal.format.StoredColumn;
import io.rowseal.format.StreamHeader;
import java.util.Arrays;
import java.util.function.Supplier;

/** Every parser of a layout: refuses with its own exceptions only, and writes what it accepts as the same bytes. */
public final class HeaderFuzz {

    private HeaderFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        attempt(() -> StoredColumn.parse(input, false));
        attempt(() -> StoredColumn.parse(input, true));
        attempt(() -> StoredColumn.parseWithoutRowKey(input, false));
        roundTrip(input, () -> Recipients.write(Recipients.parse(input)));
        int length;
        try {
            length = HeaderLength.needed(input, input.length);
        } catch (MalformedCiphertextException e) {
            return;
        }
        if (length > HeaderLength.MAX_BYTES) {
            throw new AssertionError("a header of " + length + " bytes");
        }
        if (length <= input.length) {
            header(Arrays.copyOf(input, length));
        }
    }

    private static void header(byte[] header) {
        Kind kind = kind(header[2]);
        roundTrip(header, () -> switch (kind) {
            case ROW_KEY_BLOCK, SEALED_VALUE ->
                Header.parseExactly(header, kind).toBytes();
            case STREAM -> StreamHeader.parse(header).toBytes();
            case CLIENT_KEY_VALUE, CLIENT_KEY_STREAM ->
                ClientHeader.parse(header, kind).toBytes();
            case RECIPIENTS_MESSAGE, RECIPIENTS_STREAM ->
                RecipientsHeader.parse(header, kind).toBytes();
        });
    }

    private static Kind kind(byte code) {
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new AssertionError("an unknown kind has a header length: " + code);
    }

    private static void roundTrip(byte[] input, Supplier<byte[]> parseAndWrite) {
        attempt(() -> {
            if (!Arrays.equals(input, parseAndWrite.get())) {
                throw new AssertionError("two byte sequences mean the same");
            }
        });
    }

    private static void attempt(Runnable parser) {
        try {
            parser.run();
        } catch (MalformedCiphertextException | PlaintextFoundException e) {
            // What a parser is to do with damaged bytes.
        }
    }
}
