package io.rowseal.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The primitives a row of five fields cannot do without, on reused objects and with nothing around them. Sealing: 32 random
 * bytes, one KWP, one HKDF-Expand of 96 bytes, five HMACs, five AES-GCM under a new key. Opening: one KWP, one HKDF-Expand,
 * five AES-GCM.
 */
final class BarePrimitives {

    private static final int FIELDS = 5;

    private final SecureRandom random = new SecureRandom();
    private final Cipher gcm;
    private final Cipher kwp;
    private final Mac mac;
    private final SecretKey wrappingKey;
    private final byte[] wrapped;
    private final byte[][] sealed = new byte[FIELDS][];
    private final byte[] associatedData = new byte[32];

    BarePrimitives() {
        try {
            gcm = Cipher.getInstance("AES/GCM/NoPadding");
            kwp = Cipher.getInstance("AES/KWP/NoPadding");
            mac = Mac.getInstance("HmacSHA256");
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            wrappingKey = new SecretKeySpec(bytes, "AES");
            kwp.init(Cipher.ENCRYPT_MODE, wrappingKey);
            wrapped = kwp.doFinal(bytes);
            SecretKey content = new SecretKeySpec(expand(bytes), 0, 32, "AES");
            for (int field = 0; field < FIELDS; field++) {
                gcm.init(Cipher.ENCRYPT_MODE, content, new GCMParameterSpec(128, nonce(field)));
                gcm.updateAAD(associatedData);
                sealed[field] = gcm.doFinal(new byte[32]);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void seal(byte[][] values, long row, Blackhole sink) {
        try {
            byte[] dataKey = new byte[32];
            random.nextBytes(dataKey);
            kwp.init(Cipher.ENCRYPT_MODE, wrappingKey);
            sink.consume(kwp.doFinal(dataKey));
            byte[] expanded = expand(dataKey);
            SecretKey content = new SecretKeySpec(expanded, 0, 32, "AES");
            mac.init(new SecretKeySpec(expanded, 64, 32, "HmacSHA256"));
            for (byte[] value : values) {
                mac.update(associatedData);
                byte[] nonce = mac.doFinal(value);
                gcm.init(Cipher.ENCRYPT_MODE, content, new GCMParameterSpec(128, nonce, 0, 12));
                gcm.updateAAD(associatedData);
                sink.consume(gcm.doFinal(value));
            }
            sink.consume(row);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void open(Blackhole sink) {
        try {
            kwp.init(Cipher.DECRYPT_MODE, wrappingKey);
            SecretKey content = new SecretKeySpec(expand(kwp.doFinal(wrapped)), 0, 32, "AES");
            for (int field = 0; field < FIELDS; field++) {
                gcm.init(Cipher.DECRYPT_MODE, content, new GCMParameterSpec(128, nonce(field)));
                gcm.updateAAD(associatedData);
                sink.consume(gcm.doFinal(sealed[field]));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] expand(byte[] dataKey) throws GeneralSecurityException {
        mac.init(new SecretKeySpec(dataKey, "HmacSHA256"));
        ByteBuffer output = ByteBuffer.allocate(96);
        byte[] block = new byte[0];
        for (byte counter = 1; counter <= 3; counter++) {
            mac.update(block);
            mac.update(associatedData);
            mac.update(counter);
            block = mac.doFinal();
            output.put(block);
        }
        return output.array();
    }

    private static byte[] nonce(int field) {
        return ByteBuffer.allocate(12).putInt(field).array();
    }
}
