package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.jca.CipherModel.Outcome;
import java.nio.ByteBuffer;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Random sequences of calls, each compared with {@link CipherModel}. */
class CallSequenceTest {

    private static final int SEQUENCES = Boolean.getBoolean("rowseal.test.long") ? 1_000_000 : 100_000;
    private static final int MOST_CALLS = 9;
    private static final List<Context> CONTEXTS = List.of(Context.empty(), Context.of("a", "1"));
    private static final int[] MODES = {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE, Cipher.WRAP_MODE, Cipher.UNWRAP_MODE};
    private static final SecretKeySpec AES = new SecretKeySpec(new byte[32], "AES");
    private static final SecretKeySpec AES_128 = new SecretKeySpec(new byte[16], "AES");

    private enum Seen {
        SEALED,
        OPENED,
        FAILED
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final CipherModel model = new CipherModel();
    private final List<byte[]> sealedPool = new ArrayList<>();
    private final Map<Seen, Integer> seen = new EnumMap<>(Seen.class);
    private CipherFixture fixture;
    private Cipher cipher;
    private int mode;
    private byte[] upcoming = new byte[0];

    @Test
    void everySequenceOfCallsDoesWhatTheModelSays() throws Exception {
        System.out.println("CallSequenceTest seed " + seed);
        try (CipherFixture opened = new CipherFixture()) {
            fixture = opened;
            cipher = fixture.cipher();
            for (int sequence = 0; sequence < SEQUENCES; sequence++) {
                List<String> calls = new ArrayList<>();
                int count = 2 + random.nextInt(MOST_CALLS - 1);
                for (int call = 0; call < count; call++) {
                    step(call == 0 ? 0 : random.nextInt(12), "seed " + seed + " sequence " + sequence, calls);
                }
            }
        }
        assertThat(seen.get(Seen.SEALED)).isGreaterThan(SEQUENCES / 10);
        assertThat(seen.get(Seen.OPENED)).isGreaterThan(SEQUENCES / 20);
        assertThat(seen.get(Seen.FAILED)).isGreaterThan(SEQUENCES / 10);
    }

    private interface Call {
        byte[] run() throws Exception;
    }

    private void step(int choice, String where, List<String> calls) {
        switch (choice) {
            case 0 -> init(where, calls);
            case 1, 2 -> updateAad(where, calls);
            case 3, 4, 5 -> update(where, calls);
            case 6, 7, 8, 9 -> doFinal(where, calls);
            case 10 -> wrap(where, calls);
            default -> unwrap(where, calls);
        }
    }

    private void init(String where, List<String> calls) {
        mode = MODES[random.nextInt(MODES.length)];
        Context context = CONTEXTS.get(random.nextInt(CONTEXTS.size()));
        boolean badKey = random.nextInt(20) == 0;
        boolean badParameters = random.nextInt(20) == 0;
        Key key = badKey ? AES_128 : fixture.key;
        calls.add("init " + mode + " " + context + " " + badKey + " " + badParameters);
        upcoming = sealedPool.isEmpty() ? new byte[0] : sealedPool.get(random.nextInt(sealedPool.size()));
        compare(model.init(mode, context, badKey, badParameters), where, calls, () -> {
            if (badParameters) {
                cipher.init(mode, key, new IvParameterSpec(new byte[12]));
            } else if (context.names().isEmpty() && random.nextBoolean()) {
                cipher.init(mode, key);
            } else {
                cipher.init(mode, key, new EnvelopeParameterSpec(context));
            }
            return new byte[0];
        });
    }

    private void updateAad(String where, List<String> calls) {
        // Few values, so that decryption often meets those of encryption.
        byte[] aad = new byte[] {7, 7, 7};
        aad = Arrays.copyOf(aad, random.nextInt(3) == 0 ? 0 : 3);
        byte[] given = aad;
        calls.add("updateAAD " + aad.length);
        compare(model.updateAad(aad), where, calls, () -> {
            if (random.nextBoolean()) {
                cipher.updateAAD(buffer(given));
            } else {
                cipher.updateAAD(given);
            }
            return new byte[0];
        });
    }

    /** The next part of a message: for decryption mostly of one that was sealed before. */
    private byte[] part(boolean last) {
        if ((mode == Cipher.DECRYPT_MODE || mode == Cipher.UNWRAP_MODE) && random.nextInt(10) > 0) {
            int length = last ? upcoming.length : random.nextInt(upcoming.length + 1);
            byte[] part = Arrays.copyOf(upcoming, length);
            upcoming = Arrays.copyOfRange(upcoming, length, upcoming.length);
            if (last && !sealedPool.isEmpty()) {
                upcoming = sealedPool.get(random.nextInt(sealedPool.size()));
            }
            return part;
        }
        byte[] part = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(60)];
        random.nextBytes(part);
        return part;
    }

    private void update(String where, List<String> calls) {
        byte[] part = part(false);
        int form = random.nextInt(3);
        calls.add("update " + form + " " + part.length);
        compare(model.update(part, form < 2), where, calls, () -> {
            switch (form) {
                case 0 -> cipher.update(offset(part), 3, part.length);
                case 1 -> cipher.update(offset(part), 3, part.length, new byte[0], 0);
                default -> {
                    ByteBuffer source = buffer(part);
                    assertThat(cipher.update(source, ByteBuffer.allocate(0))).isZero();
                    assertThat(source.hasRemaining()).isFalse();
                }
            }
            return new byte[0];
        });
    }

    private void doFinal(String where, List<String> calls) {
        byte[] part = part(true);
        int form = random.nextInt(5);
        boolean tooShort = form > 0 && random.nextInt(6) == 0;
        int needed = mode == Cipher.ENCRYPT_MODE || mode == Cipher.DECRYPT_MODE ? safeSize(part.length) : 0;
        int room = Math.max(0, needed + (tooShort ? -1 : random.nextInt(2) * 5));
        calls.add("doFinal " + form + " " + part.length + " room " + room);
        Outcome expected = model.doFinal(part, form == 0 ? Integer.MAX_VALUE : room);
        compare(expected, where, calls, () -> finish(form, part, room));
    }

    private int safeSize(int added) {
        try {
            cipher.getOutputSize(added);
            return model.outputSize(added);
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    private byte[] finish(int form, byte[] part, int room) throws Exception {
        switch (form) {
            case 0 -> {
                return cipher.doFinal(offset(part), 3, part.length);
            }
            case 1 -> {
                byte[] output = new byte[room + 2];
                return Arrays.copyOfRange(output, 2, 2 + cipher.doFinal(offset(part), 3, part.length, output, 2));
            }
            case 2 -> {
                byte[] shared = Arrays.copyOf(offset(part), Math.max(part.length + 3, room + 1));
                byte[] window = Arrays.copyOf(shared, Math.max(room + 1, part.length + 3));
                int outputOffset = window.length - room;
                int length = cipher.doFinal(window, 3, part.length, window, outputOffset);
                return Arrays.copyOfRange(window, outputOffset, outputOffset + length);
            }
            default -> {
                ByteBuffer output = form == 3 ? ByteBuffer.allocate(room) : ByteBuffer.allocateDirect(room);
                ByteBuffer source = buffer(part);
                int before = source.position();
                try {
                    cipher.doFinal(source, output);
                    assertThat(source.hasRemaining()).isFalse();
                } catch (Exception e) {
                    assertThat(source.position()).isEqualTo(before);
                    assertThat(output.position()).isZero();
                    throw e;
                }
                byte[] result = new byte[output.flip().remaining()];
                output.get(result);
                return result;
            }
        }
    }

    private void wrap(String where, List<String> calls) {
        boolean encodable = random.nextInt(6) > 0;
        calls.add("wrap " + encodable);
        compare(
                model.wrap(encodable ? AES.getEncoded() : null),
                where,
                calls,
                () -> cipher.wrap(encodable ? AES : fixture.key));
    }

    private void unwrap(String where, List<String> calls) {
        byte[] wrapped = part(true);
        calls.add("unwrap " + wrapped.length);
        compare(
                model.unwrap(wrapped),
                where,
                calls,
                () -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
    }

    private void compare(Outcome expected, String where, List<String> calls, Call call) {
        byte[] actual;
        try {
            actual = call.run();
        } catch (Exception e) {
            seen.merge(Seen.FAILED, 1, Integer::sum);
            if (expected.failure() != e.getClass()) {
                throw new AssertionError(where + " " + calls + " expected " + expected, e);
            }
            return;
        }
        if (expected.failure() != null) {
            throw new AssertionError(where + " " + calls + " expected " + expected + " but it succeeded");
        }
        byte[] message = actual;
        if (expected.seals()) {
            message = fixture.envelope.open(actual, expected.context(), expected.aad());
            model.learn(actual, expected);
            if (sealedPool.size() == 32) {
                sealedPool.remove(0);
            }
            sealedPool.add(actual);
            seen.merge(Seen.SEALED, 1, Integer::sum);
        } else if (actual.length > 0) {
            seen.merge(Seen.OPENED, 1, Integer::sum);
        }
        if (!Arrays.equals(message, expected.output())) {
            throw new AssertionError(where + " " + calls + " gave other bytes");
        }
    }

    private static byte[] offset(byte[] part) {
        byte[] shifted = new byte[part.length + 5];
        System.arraycopy(part, 0, shifted, 3, part.length);
        return shifted;
    }

    /** A heap, direct, read-only or sliced buffer of the bytes. */
    private ByteBuffer buffer(byte[] part) {
        return switch (random.nextInt(4)) {
            case 0 -> ByteBuffer.wrap(offset(part), 3, part.length);
            case 1 -> ByteBuffer.allocateDirect(part.length).put(part).flip();
            case 2 -> ByteBuffer.wrap(part).asReadOnlyBuffer();
            default -> ByteBuffer.wrap(offset(part)).slice(3, part.length);
        };
    }
}
