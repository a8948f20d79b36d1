package io.rowseal.message;

import static io.rowseal.message.MessageSamples.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.RowsealException;
import io.rowseal.format.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bit, every truncation and every extension of every layout of messages and streams. */
class MessageDamageTest {

    private static final String CANARY = "canary-value";

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "ROW_KEY_BLOCK")
    void everyFlippedBitIsRefusedOrConcernsARecipientThatIsNotNeeded(Kind kind) {
        try (MessageSamples samples = new MessageSamples()) {
            byte[] sealed = samples.seal(kind, CONTEXT, CANARY.getBytes(StandardCharsets.UTF_8));
            int opened = 0;
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                byte[] damaged = sealed.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                Throwable failure = catchThrowable(() -> samples.open(kind, CONTEXT, damaged));
                if (failure == null) {
                    // The other recipient still fits: recipients are not authenticated, their commitment is.
                    opened++;
                } else {
                    assertThat(failure).as("bit %s of %s", bit, kind).isInstanceOf(RowsealException.class);
                    assertThat(failure.toString()).doesNotContain(CANARY);
                }
            }
            boolean recipients = kind == Kind.RECIPIENTS_MESSAGE || kind == Kind.RECIPIENTS_STREAM;
            if (recipients) {
                assertThat(opened).isPositive();
            } else {
                assertThat(opened).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "ROW_KEY_BLOCK")
    void everyTruncationAndExtensionIsRefused(Kind kind) {
        try (MessageSamples samples = new MessageSamples()) {
            byte[] sealed = samples.seal(kind, CONTEXT, CANARY.getBytes(StandardCharsets.UTF_8));
            for (int length = 0; length < sealed.length + 40; length++) {
                if (length != sealed.length) {
                    byte[] cut = Arrays.copyOf(sealed, length);
                    assertThatThrownBy(() -> samples.open(kind, CONTEXT, cut))
                            .as("%s of %s bytes of %s", length, sealed.length, kind)
                            .isInstanceOf(RowsealException.class);
                }
            }
        }
    }
}
