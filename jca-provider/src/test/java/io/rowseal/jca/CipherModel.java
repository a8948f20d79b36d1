package io.rowseal.jca;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.format.HeaderLength;
import io.rowseal.jca.DirectApi.Opened;
import io.rowseal.testing.Bytes;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/**
 * What the documentation says the ciphers Envelope and EnvelopeStream do, without doing it: who may call what when, how many
 * bytes come out of each call, which exception. What bytes open to, it asks the direct API.
 */
final class CipherModel {

    /** What a call gives: an exception of exactly this class, or so many bytes; which ones, unless they are sealed. */
    record Outcome(Class<? extends Exception> failure, int size, byte[] output) {
        static Outcome fails(Class<? extends Exception> failure) {
            return new Outcome(failure, 0, null);
        }

        static Outcome gives(byte[] output) {
            return new Outcome(null, output.length, output);
        }
    }

    private static final byte[] NOTHING = new byte[0];
    private static final int TAG = 16;
    private static final int START = 56;
    private static final int CHUNK = 16 * 1024;

    private final boolean stream;
    private int mode;
    private boolean refusing;
    private boolean tampered;
    private ModelKey key;
    private EnvelopeParameterSpec spec;
    private byte[] aad;
    private byte[] data;

    CipherModel(boolean stream) {
        this.stream = stream;
    }

    /** @param newKey null if it is none, or cannot do what the mode asks */
    Outcome init(int newMode, boolean foreignSpec, ModelKey newKey, EnvelopeParameterSpec newSpec, boolean reachable) {
        boolean sealing = newMode == Cipher.ENCRYPT_MODE || newMode == Cipher.WRAP_MODE;
        mode = 0;
        if (foreignSpec || newKey == null) {
            return Outcome.fails(foreignSpec ? InvalidAlgorithmParameterException.class : InvalidKeyException.class);
        }
        byte[] header = newSpec.header();
        if (sealing ? header != null : header == null ? newSpec.isDetached() : header[2] != newKey.kind(stream)) {
            return Outcome.fails(InvalidAlgorithmParameterException.class);
        }
        if (sealing && newKey.sealingAsksStore && !reachable) {
            return Outcome.fails(EnvelopeKeyStoreUnavailableException.class);
        }
        if (!stream && newSpec.isDetached() && header != null) {
            byte[] probe = Arrays.copyOf(header, header.length + TAG);
            Class<?> failure = newKey.opening
                    .open(false, probe, newSpec.context(), NOTHING)
                    .failure();
            if (failure != AEADBadTagException.class) {
                return Outcome.fails(
                        failure == EnvelopeKeyException.class
                                ? InvalidKeyException.class
                                : EnvelopeKeyStoreUnavailableException.class);
            }
        }
        mode = newMode;
        key = newKey;
        spec = newSpec;
        begin();
        return Outcome.gives(NOTHING);
    }

    private void begin() {
        refusing = false;
        tampered = false;
        aad = NOTHING;
        data = NOTHING;
    }

    boolean messages() {
        return mode == Cipher.ENCRYPT_MODE || mode == Cipher.DECRYPT_MODE;
    }

    boolean initialized() {
        return mode != 0;
    }

    boolean seals() {
        return mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE;
    }

    boolean refusing() {
        return refusing;
    }

    /** What the message that just ended was made of. */
    byte[] data() {
        return data;
    }

    byte[] associatedData() {
        return aad;
    }

    private Outcome refuse(Class<? extends Exception> failure) {
        refusing = true;
        return Outcome.fails(failure);
    }

    Outcome updateAad(byte[] bytes) {
        if (!messages()) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (bytes.length > 0) {
            if (refusing || data.length > 0) {
                return refuse(IllegalStateException.class);
            }
            aad = Bytes.concat(aad, bytes);
        }
        return Outcome.gives(NOTHING);
    }

    /** How many bytes the next step gives, if nothing is wrong. */
    int size(int added, byte[] part, boolean last) {
        return refusing
                ? 0
                : Math.toIntExact(total(data.length + added, part, last) - total(data.length, NOTHING, false));
    }

    private long total(long length, byte[] part, boolean last) {
        if (length == 0 && !last) {
            return 0;
        }
        if (seals()) {
            long written = spec.isDetached() ? 0 : key.headerBytes(stream);
            return stream ? written + START + sealed(length, last) : last ? written + length + TAG : 0;
        }
        int header = spec.isDetached()
                ? 0
                : key.hasRecipients() ? header(Bytes.concat(data, part)) : key.headerBytes(stream);
        long body = length - header - (stream ? START : 0);
        return header < 0 || body < 0 ? 0 : stream ? opened(body, last) : last ? Math.max(0, body - TAG) : 0;
    }

    private static long sealed(long length, boolean last) {
        return length / CHUNK * (CHUNK + TAG) + (last ? length % CHUNK + TAG : 0);
    }

    private static long opened(long length, boolean last) {
        return length / (CHUNK + TAG) * CHUNK + (last ? Math.max(0, length % (CHUNK + TAG) - TAG) : 0);
    }

    /** Length of the header if it is complete, -1 if it is not, -2 if it is none. */
    private int header(byte[] stored) {
        try {
            int needed = HeaderLength.needed(stored, stored.length);
            boolean foreign = stored.length > 2 && stored[2] != key.kind(stream);
            return foreign ? -2 : needed > stored.length ? -1 : needed;
        } catch (MalformedCiphertextException e) {
            return -2;
        }
    }

    /**
     * A step of a message.
     *
     * @param room bytes of the output
     * @param shortcut whether {@code Cipher} answers an empty update by itself
     */
    Outcome step(byte[] part, boolean last, int room, boolean shortcut) {
        if (!messages()) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (shortcut && part.length == 0 && !last) {
            return Outcome.gives(NOTHING);
        }
        if (refusing) {
            Class<? extends Exception> again = last ? AEADBadTagException.class : EnvelopeTamperedException.class;
            return Outcome.fails(tampered ? again : IllegalStateException.class);
        }
        return room < size(part.length, part, last) ? Outcome.fails(ShortBufferException.class) : take(part, last);
    }

    Outcome wrap(byte[] encoded) {
        if (mode != Cipher.WRAP_MODE || refusing) {
            return Outcome.fails(IllegalStateException.class);
        }
        return encoded == null ? refuse(InvalidKeyException.class) : take(encoded, true);
    }

    Outcome unwrap(byte[] wrapped) {
        if (mode != Cipher.UNWRAP_MODE || refusing) {
            return Outcome.fails(IllegalStateException.class);
        }
        Outcome opened = take(wrapped, true);
        // A key cannot be empty, a message can.
        return opened.failure() == AEADBadTagException.class
                        || opened.failure() == EnvelopeKeyException.class
                        || opened.failure() == null && opened.size() == 0
                ? refuse(InvalidKeyException.class)
                : opened;
    }

    private Outcome take(byte[] part, boolean last) {
        int size = size(part.length, part, last);
        long given = total(data.length, NOTHING, false);
        data = Bytes.concat(data, part);
        if (seals()) {
            refusing = last;
            return new Outcome(null, size, null);
        }
        Opened opened = opened(last);
        if (opened.failure() != null) {
            tampered = stream && !last && opened.failure() == AEADBadTagException.class;
            return refuse(tampered ? EnvelopeTamperedException.class : opened.failure());
        }
        if (last) {
            begin();
        }
        return Outcome.gives(Arrays.copyOfRange(opened.verified(), (int) given, (int) given + size));
    }

    /** What was fed so far, and is expected to leave now, opens to. */
    private Opened opened(boolean last) {
        byte[] header = spec.header();
        byte[] stored = spec.isDetached() ? Bytes.concat(header, data) : data;
        int length = header(stored);
        if (!last && (!stream || length >= -1 && (length < 0 || stored.length < length + START))) {
            return new Opened(NOTHING, null, false);
        }
        if (length < 0 || header != null && !Arrays.equals(header, 0, header.length, stored, 0, length)) {
            return new Opened(NOTHING, AEADBadTagException.class, false);
        }
        Opened opened = key.opening.open(stream, stored, spec.context(), aad);
        // A stream's chunks that are not complete yet are not looked at yet.
        boolean soFar =
                !last && opened.begun() && opened.verified().length >= opened(stored.length - length - START, false);
        return soFar ? new Opened(opened.verified(), null, true) : opened;
    }
}
