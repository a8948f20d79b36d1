package io.rowseal.jca;

import io.rowseal.Context;
import io.rowseal.jca.SequenceSamples.Sealed;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/** A call of {@code init} in one of its forms, with keys and parameters that are right or wrong. */
final class SequenceInit {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SequenceSamples samples;
    private final Choices choices;
    private final int mode;
    private final boolean seals;
    private final boolean stream;
    private final Key key;
    private final boolean refusedKey;
    private boolean foreign;
    private EnvelopeParameterSpec spec;

    SequenceInit(SequenceSamples samples, Choices choices, int mode, ModelKey key, Context context, boolean stream) {
        this.samples = samples;
        this.choices = choices;
        this.mode = mode;
        this.stream = stream;
        seals = mode == Cipher.ENCRYPT_MODE || mode == Cipher.WRAP_MODE;
        refusedKey = choices.oneIn(25);
        Key right = seals ? key.seals : key.opens;
        this.key = refusedKey ? choices.of(seals ? samples.neverSeal : samples.neverOpen) : right;
        spec = new EnvelopeParameterSpec(context);
    }

    /** Chooses parameters. */
    void choose(Sealed target, byte[] header) {
        int choice = choices.below(20);
        foreign = choice == 19;
        if (choice == 18) {
            // Right for decryption only by chance, and never for encryption.
            Sealed any = choices.of(samples.small);
            spec = spec.withHeader(Arrays.copyOf(any.bytes(), any.key().headerBytes(any.stream())));
            spec = choices.below(2) == 0 ? spec : spec.detached();
        } else if (choice >= 12 && !seals && target.stream() == stream) {
            spec = spec.withHeader(header);
            spec = choice >= 14 ? spec.detached() : spec;
        } else if (choice >= 14 && (seals || choice == 17)) {
            spec = spec.detached();
        }
    }

    EnvelopeParameterSpec spec() {
        return spec;
    }

    boolean isForeign() {
        return foreign;
    }

    boolean isRefusedKey() {
        return refusedKey;
    }

    /** Whether the header of the message to decrypt is among the parameters only. */
    boolean detachesHeader() {
        return !seals && spec.isDetached();
    }

    void call(Cipher cipher) throws Exception {
        boolean plain = spec.equals(CipherParameters.NONE);
        int form = choices.below(4);
        if (foreign && form < 2) {
            cipher.init(mode, key, new IvParameterSpec(new byte[12]));
        } else if (foreign) {
            AlgorithmParameters gcm = AlgorithmParameters.getInstance("AES");
            gcm.init(new IvParameterSpec(new byte[16]));
            cipher.init(mode, key, gcm);
        } else if (form == 0 && plain) {
            cipher.init(mode, key);
        } else if (form == 1 && plain) {
            cipher.init(mode, key, (AlgorithmParameterSpec) null, RANDOM);
        } else if (form == 2 && plain) {
            cipher.init(mode, key, (AlgorithmParameters) null);
        } else if (form == 3) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("Envelope", samples.fixture.provider);
            parameters.init(spec);
            cipher.init(mode, key, parameters);
        } else {
            cipher.init(mode, key, spec, RANDOM);
        }
    }

    @Override
    public String toString() {
        return (refusedKey ? "refused key " : "") + (foreign ? "foreign parameters" : spec);
    }
}
