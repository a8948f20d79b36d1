package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.kek.ExpiringCache;
import io.rowseal.message.Envelope;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of the policy, at and beyond what numbers can hold. */
class KeyRingPolicyTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    static List<Duration> long_times() {
        return List.of(
                Duration.ofDays(100 * 365),
                Duration.ofNanos(Long.MAX_VALUE),
                Duration.ofNanos(Long.MAX_VALUE).plusNanos(1),
                Duration.ofDays(1000 * 365),
                Duration.ofMillis(Long.MAX_VALUE),
                Duration.ofMillis(Long.MAX_VALUE).plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    }

    @ParameterizedTest
    @MethodSource("long_times")
    void f17a_timesOfCenturiesAreAsGoodAsForEver(Duration time) {
        KeyRingPolicy policy = KeyRingPolicy.builder()
                .kekPeriod(time)
                .kekGrace(time)
                .cacheAge(time)
                .stateInterval(time)
                .build();
        try (TestRing test = new TestRing(policy, new SecureRandom())) {
            byte[] sealed = Envelope.of(test.ring).seal(MESSAGE, Context.empty());
            TableKeys table = TableKeys.of(test.ring, "default", "t");
            RowKey row = table.newRowKey();
            byte[] stored = Bytes.concat(row.block(), row.seal(Column.binary("c"), new byte[0], MESSAGE));
            test.advance(Duration.ofDays(200 * 365));
            assertThat(Envelope.of(test.ring).open(sealed, Context.empty())).isEqualTo(MESSAGE);
            assertThat(table.open(Column.binary("c"), stored)).isEqualTo(MESSAGE);
            Envelope.of(test.ring).seal(MESSAGE, Context.empty());
            test.ring.rotateKek("default");
            assertThatThrownBy(() ->
                            test.ring.destroyKek(test.kekStore.keks().get(0).kekId(), kek -> 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was succeeded only");
        }
    }

    @Test
    void f17b_valuesThatCannotBeAreRefusedByName() {
        Duration none = Duration.ZERO;
        Duration negative = Duration.ofNanos(-1);
        assertThatThrownBy(() -> KeyRingPolicy.builder().kekPeriod(none).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("KEK period", "PT0S");
        assertThatThrownBy(() -> KeyRingPolicy.builder().kekGrace(negative).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("KEK grace", "PT-0.000000001S");
        assertThatThrownBy(() -> KeyRingPolicy.builder().cacheAge(negative).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cache age");
        assertThatThrownBy(() -> KeyRingPolicy.builder().stateInterval(none).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state interval");
        assertThatThrownBy(() -> KeyRingPolicy.builder().cacheEntries(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KEKs 0");
        assertThatThrownBy(() -> KeyRingPolicy.builder().rowKeyCacheEntries(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row keys -1");
        assertThat(KeyRingPolicy.builder().kekGrace(none).build().stateInterval())
                .isEqualTo(KeyRingPolicy.DEFAULT_STATE_INTERVAL);
    }

    @ParameterizedTest
    @MethodSource("long_times")
    void f17a_aCacheOfItsOwnTakesThemToo(Duration time) {
        ExpiringCache<String, String> cache = new ExpiringCache<>(Integer.MAX_VALUE, time, System::nanoTime, v -> {});
        assertThat(cache.get("a", key -> "b")).isEqualTo("b");
        assertThat(cache.get("a", key -> "c")).isEqualTo("b");
    }
}
