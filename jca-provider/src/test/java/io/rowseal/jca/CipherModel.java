package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.testing.Bytes;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/** What the documentation says an Envelope cipher does, without doing it. */
final class CipherModel {

    /** What a call gives: an exception of exactly this class, or a result; sealed results are known by what they open to. */
    record Outcome(Class<? extends Exception> failure, byte[] output, boolean seals, Context context, byte[] aad) {

        static Outcome fails(Class<? extends Exception> failure) {
            return new Outcome(failure, null, false, null, null);
        }

        static Outcome gives(byte[] output) {
            return new Outcome(null, output, false, null, null);
        }
    }

    private record Sealed(Context context, ByteBuffer aad, byte[] message) {}

    private static final byte[] NOTHING = new byte[0];
    private static final int KNOWN_MESSAGES = 64;

    private final Map<ByteBuffer, Sealed> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Sealed> eldest) {
            return size() > KNOWN_MESSAGES;
        }
    };
    private byte[] kekId = NOTHING;
    private int mode;
    private boolean refusing;
    private Context context;
    private byte[] aad;
    private byte[] data;

    void learn(byte[] sealed, Outcome outcome) {
        kekId = Arrays.copyOfRange(sealed, 3, 11);
        known.put(
                ByteBuffer.wrap(sealed.clone()),
                new Sealed(outcome.context(), ByteBuffer.wrap(outcome.aad()), outcome.output()));
    }

    Outcome init(int newMode, Context newContext, boolean badKey, boolean badParameters) {
        mode = 0;
        if (badParameters || badKey) {
            return Outcome.fails(badParameters ? InvalidAlgorithmParameterException.class : InvalidKeyException.class);
        }
        mode = newMode;
        context = newContext;
        begin();
        return Outcome.gives(NOTHING);
    }

    private void begin() {
        refusing = false;
        aad = NOTHING;
        data = NOTHING;
    }

    private boolean messages() {
        return mode == Cipher.ENCRYPT_MODE || mode == Cipher.DECRYPT_MODE;
    }

    private Outcome refuse(Class<? extends Exception> failure) {
        refusing = true;
        return Outcome.fails(failure);
    }

    Outcome updateAad(byte[] bytes) {
        if (!messages()) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (bytes.length == 0) {
            return Outcome.gives(NOTHING);
        }
        if (refusing || data.length > 0) {
            return refuse(IllegalStateException.class);
        }
        aad = Bytes.concat(aad, bytes);
        return Outcome.gives(NOTHING);
    }

    /** @param shortcut whether {@code Cipher} answers an empty update by itself */
    Outcome update(byte[] bytes, boolean shortcut) {
        if (!messages()) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (refusing && !(shortcut && bytes.length == 0)) {
            return refuse(IllegalStateException.class);
        }
        data = refusing ? data : Bytes.concat(data, bytes);
        return Outcome.gives(NOTHING);
    }

    int outputSize(int added) {
        int total = data.length + added;
        return mode == Cipher.ENCRYPT_MODE
                ? total + CipherFixture.OVERHEAD
                : Math.max(0, total - CipherFixture.OVERHEAD);
    }

    Outcome doFinal(byte[] last, int room) {
        if (!messages()) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (refusing) {
            return refuse(IllegalStateException.class);
        }
        if (room < outputSize(last.length)) {
            return Outcome.fails(ShortBufferException.class);
        }
        return finish(last, AEADBadTagException.class);
    }

    Outcome wrap(byte[] encoded) {
        if (mode != Cipher.WRAP_MODE) {
            return Outcome.fails(IllegalStateException.class);
        }
        if (refusing || encoded == null) {
            return refuse(refusing ? IllegalStateException.class : InvalidKeyException.class);
        }
        return finish(encoded, InvalidKeyException.class);
    }

    Outcome unwrap(byte[] wrapped) {
        if (mode != Cipher.UNWRAP_MODE) {
            return Outcome.fails(IllegalStateException.class);
        }
        return refusing ? refuse(IllegalStateException.class) : finish(wrapped, InvalidKeyException.class);
    }

    /** The only thing about a message that is told apart: it is no secret which KEK a header names. */
    private boolean namesAnUnknownKek(byte[] all) {
        return all.length >= CipherFixture.OVERHEAD
                && Arrays.equals(Arrays.copyOf(all, 3), new byte[] {(byte) 0xFE, 1, 2})
                && !Arrays.equals(Arrays.copyOfRange(all, 3, 11), kekId);
    }

    private Outcome finish(byte[] last, Class<? extends GeneralSecurityException> notAuthentic) {
        byte[] all = Bytes.concat(data, last);
        if (mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE) {
            refusing = true;
            return new Outcome(null, all, true, context, aad);
        }
        Sealed sealed = known.get(ByteBuffer.wrap(all));
        boolean fits = sealed != null
                && sealed.context().equals(context)
                && sealed.aad().equals(ByteBuffer.wrap(aad));
        // A key can not be empty, a message can.
        if (!fits || (mode == Cipher.UNWRAP_MODE && sealed.message().length == 0)) {
            return refuse(
                    namesAnUnknownKek(all) && mode == Cipher.DECRYPT_MODE ? EnvelopeKeyException.class : notAuthentic);
        }
        begin();
        return Outcome.gives(sealed.message());
    }
}
