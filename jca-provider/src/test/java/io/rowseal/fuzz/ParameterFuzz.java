package io.rowseal.fuzz;

import io.rowseal.jca.EnvelopeKeyException;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.ClientKey;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The decoder of parameters: refuses with an {@link IOException} only, and encodes what it accepts as the same bytes. A cipher
 * that gets such parameters refuses them, or a message, with the exceptions of its contract.
 */
public final class ParameterFuzz {

    private static final RowsealProvider PROVIDER = new RowsealProvider();
    private static final Key[] KEYS = {new SecretKeySpec(bytes(1), "AES"), ClientKey.of(bytes(2))};

    private ParameterFuzz() {}

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("Envelope", PROVIDER);
        try {
            parameters.init(input);
        } catch (IOException e) {
            return; // What a decoder is to do with damaged bytes.
        }
        requireSame(input, parameters);
        AlgorithmParameters again = AlgorithmParameters.getInstance("Envelope", PROVIDER);
        again.init(parameters.getParameterSpec(EnvelopeParameterSpec.class));
        requireSame(input, again);
        for (Key key : KEYS) {
            decrypt("Envelope", key, parameters);
            decrypt("EnvelopeStream", key, parameters);
        }
    }

    private static void requireSame(byte[] input, AlgorithmParameters parameters) {
        try {
            if (!Arrays.equals(input, parameters.getEncoded())) {
                throw new AssertionError("two byte sequences mean the same");
            }
        } catch (IOException e) {
            throw new AssertionError("what was decoded cannot be encoded", e);
        }
    }

    private static void decrypt(String transformation, Key key, AlgorithmParameters parameters)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation, PROVIDER);
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        } catch (InvalidAlgorithmParameterException | InvalidKeyException e) {
            return; // Of another kind, or no recipient is the reader.
        }
        try {
            cipher.doFinal(new byte[100]);
        } catch (AEADBadTagException | EnvelopeKeyException e) {
            return;
        }
        throw new AssertionError("a forged message was opened");
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
