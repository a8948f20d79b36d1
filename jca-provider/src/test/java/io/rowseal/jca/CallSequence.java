package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.jca.CipherModel.Outcome;
import io.rowseal.jca.SequenceSamples.Sealed;
import io.rowseal.testing.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** One sequence of calls to a cipher, chosen at random and compared call by call with {@link CipherModel}. */
final class CallSequence {

    private static final byte[] NOTHING = new byte[0];
    private static final int CHUNK = 16 * 1024;
    private static final int RARELY_LARGE = 100;
    private static final SecretKeySpec AES = new SecretKeySpec(CipherFixture.random(3, 32), "AES");
    private static final CallForm[] FORMS = CallForm.values();

    private final SequenceSamples samples;
    private final Choices choices;
    private final boolean stream;
    private final boolean large;
    private final boolean reachable;
    private final Cipher cipher;
    private final CipherModel model;
    private final List<Sealed> own = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Integer> seen;
    private ModelKey key;
    private EnvelopeParameterSpec spec;
    private EnvelopeParameterSpec expectedParameters;
    private byte[] upcoming = NOTHING;
    private final ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    private int mode;
    private Sealed target;

    /** @param seen counts what happened: the mode, and an exception or whether there was output */
    CallSequence(SequenceSamples samples, Choices choices, Map<String, Integer> seen) throws GeneralSecurityException {
        this.samples = samples;
        this.choices = choices;
        this.seen = seen;
        stream = choices.below(2) == 1;
        large = choices.oneIn(RARELY_LARGE);
        reachable = !choices.oneIn(30);
        cipher = Cipher.getInstance(stream ? "EnvelopeStream" : "Envelope", samples.fixture.provider);
        model = new CipherModel(stream);
    }

    /**
     * Makes the calls.
     *
     * @throws AssertionError if one does not do what the model says; tells all of them
     */
    void run() {
        samples.store.reachable(reachable);
        try {
            int count = 3 + choices.below(large ? 8 : 14);
            for (int call = 0; call < count; call++) {
                step(call == 0 && !choices.oneIn(30) ? 0 : choices.below(20));
            }
        } catch (AssertionError | Exception e) {
            throw new AssertionError((stream ? "EnvelopeStream " : "Envelope ") + calls + ": " + e.getMessage(), e);
        } finally {
            samples.store.reachable(true);
        }
    }

    private void step(int choice) throws Exception {
        if ((model.refusing() || !model.initialized()) && choices.below(2) == 0) {
            init();
            return;
        }
        boolean wrapping = mode == Cipher.WRAP_MODE || mode == Cipher.UNWRAP_MODE;
        if (wrapping && choice > 4 && choice < 16) {
            wrapOrUnwrap(mode == Cipher.WRAP_MODE);
            return;
        }
        switch (choice) {
            case 0, 1 -> init();
            case 2, 3 -> updateAad();
            case 4, 5, 6, 7, 8, 9 -> message(false);
            case 10, 11, 12, 13, 14, 15, 16 -> message(true);
            case 17 -> wrapOrUnwrap(choices.below(2) == 0);
            case 18 -> getters();
            default -> new BadArguments(cipher, model).call(choices);
        }
        getters();
    }

    private interface Call {
        byte[] run() throws Exception;
    }

    private void compare(Outcome expected, Call call) throws Exception {
        byte[] output;
        try {
            output = call.run();
        } catch (Exception e) {
            if (e.getClass() != expected.failure()) {
                throw new AssertionError("expected " + expected, e);
            }
            seen.merge(mode + " " + e.getClass().getSimpleName(), 1, Integer::sum);
            return;
        }
        if (expected.failure() != null || expected.size() != output.length) {
            throw new AssertionError("expected " + expected + " but it gave " + output.length + " bytes");
        }
        if (expected.output() != null && !Arrays.equals(expected.output(), output)) {
            throw new AssertionError("other bytes than expected");
        }
        seen.merge(mode + (output.length == 0 ? " nothing" : " output"), 1, Integer::sum);
    }

    private void init() throws Exception {
        int newMode = 1 + choices.below(4);
        mode = choices.below(3) > 0 ? 1 + newMode % 2 : newMode;
        boolean seals = mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE;
        target = target();
        // Keys of RSA are last, and slow.
        boolean other = seals || choices.oneIn(8);
        int fast = samples.keys.size() - (choices.oneIn(50) ? 0 : 2);
        key = other ? samples.keys.get(choices.below(fast)) : target.key();
        Context context = other || choices.oneIn(10) ? choices.of(SequenceSamples.CONTEXTS) : target.context();
        sealed.reset();
        upcoming = choices.below(4) == 0 ? damaged(target.bytes()) : target.bytes();
        SequenceInit init = new SequenceInit(samples, choices, mode, key, context, stream);
        int header = Math.min(target.key().headerBytes(target.stream()), target.bytes().length);
        init.choose(target, Arrays.copyOf(target.bytes(), header));
        spec = init.spec();
        if (init.detachesHeader() && choices.below(4) > 0) {
            upcoming = Arrays.copyOfRange(upcoming, Math.min(header, upcoming.length), upcoming.length);
        }
        calls.add("init " + mode + " " + key + " " + init + " of a message under " + target.key());
        Outcome expected = model.init(mode, init.isForeign(), init.isRefusedKey() ? null : key, spec, reachable);
        compare(expected, () -> {
            init.call(cipher);
            return NOTHING;
        });
        boolean done = expected.failure() == null;
        mode = done ? mode : 0;
        expectedParameters = !done || !seals && spec.header() == null ? null : spec;
        if (mode == Cipher.DECRYPT_MODE && target.aad().length > 0 && choices.below(4) > 0) {
            updateAad(target.aad());
        }
    }

    /** A message to decrypt: mostly one that fits the cipher. */
    private Sealed target() {
        if (!own.isEmpty() && choices.below(2) == 0) {
            return choices.of(own);
        }
        List<Sealed> pool = large ? samples.large : samples.small;
        for (int attempt = 0; attempt < 4; attempt++) {
            Sealed chosen = choices.of(pool);
            boolean slow = chosen.key().name.equals("RSA") && attempt < 3;
            if ((chosen.stream() == stream && !slow) || choices.oneIn(20)) {
                return chosen;
            }
        }
        return choices.of(pool);
    }

    private byte[] damaged(byte[] bytes) {
        byte[] changed = bytes.clone();
        switch (choices.below(5)) {
            case 0 -> changed[choices.below(bytes.length)] ^= (byte) (1 << choices.below(8));
            case 1 -> changed[choices.below(Math.min(bytes.length, 160))] ^= (byte) (1 + choices.below(255));
            case 2 -> changed = Arrays.copyOf(bytes, choices.below(bytes.length));
            case 3 -> changed = Bytes.concat(bytes, new byte[1 + choices.below(20)]);
            default -> changed = CipherFixture.random(choices.below(1000), choices.below(300));
        }
        return changed;
    }

    private void updateAad() throws Exception {
        // Few values, so that decryption often meets those of encryption.
        byte[] aad = Arrays.copyOf(SequenceSamples.AAD, choices.below(3) == 0 ? choices.below(3) : 3);
        updateAad(aad);
    }

    private void updateAad(byte[] aad) throws Exception {
        boolean buffer = choices.below(2) == 0;
        calls.add("updateAAD " + aad.length);
        compare(model.updateAad(aad), () -> {
            if (buffer) {
                ByteBuffer source = ByteBuffer.wrap(Bytes.concat(aad, aad), aad.length, aad.length);
                cipher.updateAAD(choices.below(2) == 0 ? source : source.asReadOnlyBuffer());
            } else {
                cipher.updateAAD(Bytes.concat(new byte[2], aad), 2, aad.length);
            }
            return NOTHING;
        });
    }

    /** The next part of a message: for decryption mostly of one that was sealed before. */
    private byte[] part(boolean last) {
        boolean opens = mode == Cipher.DECRYPT_MODE || mode == Cipher.UNWRAP_MODE;
        if (opens && !choices.oneIn(12)) {
            int length = last && !choices.oneIn(12) ? upcoming.length : length(upcoming.length);
            byte[] part = Arrays.copyOf(upcoming, length);
            upcoming = Arrays.copyOfRange(upcoming, length, upcoming.length);
            return part;
        }
        int most = large && choices.below(2) == 0 ? 3 * CHUNK : 60;
        return CipherFixture.random(choices.below(100), choices.below(4) == 0 ? 0 : length(most));
    }

    /** Any length up to the most, and often one near the end of a chunk. */
    private int length(int most) {
        if (most > CHUNK && choices.below(2) == 0) {
            int border = choices.below(2) == 0 ? CHUNK : CHUNK + 16;
            return Math.min(most, border - 20 + choices.below(40) + (choices.below(2) == 0 ? 0 : 107));
        }
        return choices.below(most + 1);
    }

    private void message(boolean last) throws Exception {
        byte[] part = part(last);
        boolean again = messageStep(part, last, choices.below(6) == 0);
        if (again && choices.below(4) > 0) {
            messageStep(part, last, false);
        }
        if (last && mode == Cipher.DECRYPT_MODE) {
            next();
        }
    }

    /** Another message to decrypt: mostly the same once more, without what stands in the parameters. */
    private void next() throws Exception {
        if (mode != Cipher.DECRYPT_MODE && mode != Cipher.UNWRAP_MODE) {
            return;
        }
        boolean same = choices.below(3) > 0;
        upcoming = same ? target.bytes() : target().bytes();
        if (same && spec.isDetached()) {
            upcoming = Arrays.copyOfRange(upcoming, Math.min(spec.header().length, upcoming.length), upcoming.length);
        }
        if (same && mode == Cipher.DECRYPT_MODE && target.aad().length > 0 && !model.refusing()) {
            updateAad(target.aad());
        }
    }

    /** Returns whether the output was too short, so that nothing happened. */
    private boolean messageStep(byte[] part, boolean last, boolean tooShort) throws Exception {
        CallForm form = FORMS[choices.below(FORMS.length)];
        int size = model.messages() ? model.size(part.length, part, last) : 0;
        int shift = choices.below(3) == 0 ? 0 : choices.below(81) - 40;
        int wanted = tooShort ? choices.below(size + 1) : size + choices.below(3) * 7;
        int room = form.room(wanted, part.length, shift);
        calls.add((last ? "doFinal " : "update ") + form + " " + part.length + " shift " + shift + " room " + room);
        if (model.initialized()) {
            int bound = cipher.getOutputSize(part.length);
            if (bound < size || model.refusing() && bound != 0) {
                throw new AssertionError("getOutputSize says " + bound + " of " + size + " bytes");
            }
        }
        boolean seals = model.seals();
        Outcome expected = model.step(part, last, room, form.hasShortcut());
        compare(expected, () -> {
            byte[] output = form.run(cipher, part, last, room, shift);
            if (seals) {
                sealed.writeBytes(output);
            }
            return output;
        });
        if (last && seals && expected.failure() == null) {
            opens(model.data(), model.associatedData());
        }
        return expected.failure() == ShortBufferException.class;
    }

    /** The direct API opens what came out. */
    private void opens(byte[] message, byte[] aad) {
        byte[] header = parameters().header();
        byte[] bytes = spec.isDetached() ? Bytes.concat(header, sealed.toByteArray()) : sealed.toByteArray();
        sealed.reset();
        if (!Arrays.equals(header, Arrays.copyOf(bytes, key.headerBytes(stream)))) {
            throw new AssertionError("getParameters has another header than the message");
        }
        DirectApi.Opened opened = key.opening.open(stream, bytes, spec.context(), aad);
        boolean unreachable = opened.failure() == EnvelopeKeyStoreUnavailableException.class && !reachable;
        if (!unreachable && (opened.failure() != null || !Arrays.equals(message, opened.verified()))) {
            throw new AssertionError("the direct API does not open what was encrypted: " + opened.failure());
        }
        own.add(new Sealed(key, stream, spec.context(), aad, message, bytes));
    }

    private void wrapOrUnwrap(boolean wrap) throws Exception {
        if (wrap) {
            Key wrapped = choices.below(6) == 0 ? samples.fixture.key : AES;
            calls.add("wrap");
            Outcome expected = model.wrap(wrapped.getEncoded());
            compare(expected, () -> {
                byte[] bytes = cipher.wrap(wrapped);
                sealed.writeBytes(bytes);
                return bytes;
            });
            if (expected.failure() == null) {
                opens(model.data(), NOTHING);
            }
            return;
        }
        byte[] wrapped = part(true);
        calls.add("unwrap " + wrapped.length);
        compare(
                model.unwrap(wrapped),
                () -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
        next();
    }

    private EnvelopeParameterSpec parameters() {
        try {
            return cipher.getParameters().getParameterSpec(EnvelopeParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void getters() throws Exception {
        if (expectedParameters == null) {
            if (cipher.getParameters() != null) {
                throw new AssertionError("getParameters gives some");
            }
        } else {
            EnvelopeParameterSpec actual = parameters();
            boolean given = expectedParameters.header() != null;
            EnvelopeParameterSpec expected =
                    given ? expectedParameters : expectedParameters.withHeader(actual.header());
            if (!expected.equals(actual) || !given && actual.header().length != key.headerBytes(stream)) {
                throw new AssertionError("getParameters gives " + actual);
            }
        }
        if (cipher.getIV() != null || model.initialized() && cipher.getOutputSize(Integer.MAX_VALUE) < 0) {
            throw new AssertionError("getIV or getOutputSize");
        }
    }
}
