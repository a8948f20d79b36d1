package io.rowseal.hibernate;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.WrongContextException;
import io.rowseal.keys.KekPurpose;
import io.rowseal.keys.KekRecord;
import io.rowseal.keys.KekStore;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.MasterKeyStore;
import io.rowseal.keys.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Key rings in memory, each with a master key of its own. */
final class TestKeyRing {

    private TestKeyRing() {}

    static KeyRing create() {
        return KeyRing.builder()
                .masterKeyStore(new Master())
                .kekStore(new Records())
                .build();
    }

    private static final class Master implements MasterKeyStore {

        private final SecureRandom random = new SecureRandom();
        private final byte[] key = random.generateSeed(32);

        @Override
        public String storeId() {
            return "memory";
        }

        @Override
        public String activeKeyRef() {
            return "1";
        }

        @Override
        public List<String> keyRefs() {
            return List.of(activeKeyRef());
        }

        @Override
        public WrappedKey wrap(String keyRef, byte[] plain, Context context) {
            byte[] nonce = new byte[12];
            random.nextBytes(nonce);
            byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce, plain, context);
            byte[] blob = Arrays.copyOf(nonce, 12 + sealed.length);
            System.arraycopy(sealed, 0, blob, 12, sealed.length);
            return new WrappedKey(storeId(), keyRef, blob);
        }

        @Override
        public byte[] unwrap(WrappedKey wrapped, Context context) {
            byte[] blob = wrapped.bytes();
            return gcm(
                    Cipher.DECRYPT_MODE, Arrays.copyOf(blob, 12), Arrays.copyOfRange(blob, 12, blob.length), context);
        }

        private byte[] gcm(int mode, byte[] nonce, byte[] input, Context context) {
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
                cipher.updateAAD(context.toString().getBytes(StandardCharsets.UTF_8));
                return cipher.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new WrongContextException("not wrapped by this master key", e);
            }
        }

        @Override
        public String describe() {
            return "memory";
        }

        @Override
        public void close() {}
    }

    private static final class Records implements KekStore {

        private final List<KekRecord> records = new ArrayList<>();

        @Override
        public synchronized List<KekRecord> list(String scope, KekPurpose purpose) {
            return records.stream()
                    .filter(r -> r.scope().equals(scope) && r.purpose() == purpose)
                    .sorted(Comparator.comparingInt(KekRecord::sequence))
                    .toList();
        }

        @Override
        public synchronized Optional<KekRecord> find(KekId kekId) {
            return records.stream().filter(r -> r.kekId().equals(kekId)).findFirst();
        }

        @Override
        public synchronized List<KekRecord> all() {
            return List.copyOf(records);
        }

        @Override
        public synchronized boolean insert(KekRecord added) {
            boolean taken = records.stream()
                    .anyMatch(r -> r.kekId().equals(added.kekId())
                            || (r.scope().equals(added.scope())
                                    && r.purpose() == added.purpose()
                                    && r.sequence() == added.sequence()));
            return !taken && records.add(added);
        }

        @Override
        public synchronized boolean replace(KekRecord expected, KekRecord updated) {
            return java.util.Collections.replaceAll(records, expected, updated);
        }
    }
}
