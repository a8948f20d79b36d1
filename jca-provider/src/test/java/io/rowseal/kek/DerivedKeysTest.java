package io.rowseal.kek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.WipedKeyException;
import io.rowseal.keys.LongTablesProcess;
import io.rowseal.message.Envelope;
import io.rowseal.testing.JavaProcess;
import io.rowseal.testing.TestRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Keys derived from a KEK: which are kept, and what becomes of the others. */
class DerivedKeysTest {

    private final DerivedKeys keys = new DerivedKeys();

    private static ByteBuffer name(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).flip();
    }

    private static KeyBytes newKey() {
        return KeyBytes.hmac(new byte[] {1, 2, 3});
    }

    private KeyBytes use(int number) {
        return keys.use(name(number), DerivedKeysTest::newKey, key -> {
            assertThat(key.getEncoded()).containsExactly(1, 2, 3);
            return key;
        });
    }

    @Test
    void aKeyThatWasOfUseIsKept() {
        KeyBytes first = use(1);
        assertThat(use(1)).isSameAs(first);
        assertThat(use(2)).isNotSameAs(first);
        assertThat(first.isDestroyed()).isFalse();
    }

    @Test
    void aKeyThatWasOfNoUseIsWipedAndNotKept() {
        List<KeyBytes> seen = new ArrayList<>();
        assertThat(keys.<Object>use(name(1), DerivedKeysTest::newKey, key -> {
                    seen.add(key);
                    return null;
                }))
                .isNull();
        assertThatThrownBy(() -> keys.use(name(1), DerivedKeysTest::newKey, key -> {
                    seen.add(key);
                    throw new IllegalStateException("the operation failed");
                }))
                .hasMessage("the operation failed");
        seen.add(use(1));
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
        assertThat(seen).extracting(KeyBytes::isDestroyed).containsExactly(true, true, false);
    }

    @Test
    void theLeastRecentlyUsedKeyIsWipedWhenThereAreTooMany() {
        List<KeyBytes> used = new ArrayList<>();
        for (int i = 0; i < DerivedKeys.MAX_KEYS; i++) {
            used.add(use(i));
        }
        use(0);
        use(DerivedKeys.MAX_KEYS);
        assertThat(used.get(0).isDestroyed()).isFalse();
        assertThat(used.get(1).isDestroyed()).isTrue();
        assertThat(used.subList(2, used.size())).noneMatch(KeyBytes::isDestroyed);
    }

    @Test
    void aKeyThatIsDroppedInUseRefusesInsteadOfGivingZeros() {
        assertThatThrownBy(() -> keys.use(name(0), DerivedKeysTest::newKey, key -> {
                    use(0);
                    for (int i = 1; i <= DerivedKeys.MAX_KEYS; i++) {
                        use(i);
                    }
                    keys.wipe();
                    return use(0).getEncoded();
                }))
                .isInstanceOf(WipedKeyException.class);
    }

    @Test
    void nothingIsKeptAfterTheKekWasWiped() {
        KeyBytes before = use(1);
        keys.wipe();
        assertThat(before.isDestroyed()).isTrue();
        assertThat(use(1).isDestroyed()).isTrue();
    }

    @Test
    void ofTwoUsersAtOnceOneKeepsItsKeyAndTheOtherWipesIt() {
        List<KeyBytes> seen = new ArrayList<>();
        keys.use(name(1), DerivedKeysTest::newKey, outer -> {
            seen.add(outer);
            seen.add(use(1));
            return outer;
        });
        assertThat(seen).extracting(KeyBytes::isDestroyed).containsExactly(true, false);
        assertThat(use(1)).isSameAs(seen.get(1));
    }

    @Test
    void moreTablesThanAreKeptGiveNoWrongResult() throws Exception {
        try (TestRing test = new TestRing()) {
            Envelope envelope = Envelope.of(test.ring);
            ExecutorService executor = Executors.newFixedThreadPool(8);
            try {
                List<Future<Integer>> users = new ArrayList<>();
                for (int user = 0; user < 8; user++) {
                    int first = user * 97;
                    users.add(executor.submit(() -> sealAndOpen(envelope, first)));
                }
                for (Future<Integer> user : users) {
                    assertThat(user.get()).isEqualTo(2000);
                }
            } finally {
                executor.shutdownNow();
            }
        }
    }

    private static int sealAndOpen(Envelope envelope, int first) {
        int done = 0;
        for (; done < 2000; done++) {
            Context context = Context.of("table", "table-" + (first + done) % (3 * DerivedKeys.MAX_KEYS));
            byte[] message = ("message " + done).getBytes(StandardCharsets.UTF_8);
            assertThat(envelope.open(envelope.seal(message, context), context)).isEqualTo(message);
        }
        return done;
    }

    /** Each name is a mebibyte, and the process has 128. */
    @Test
    void tablesThatCallersNameFillNoMemory() throws Exception {
        Process process = JavaProcess.builder(LongTablesProcess.class)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().filter(line -> line.contains("="))).containsExactly("refused=300", "opened=1");
    }
}
