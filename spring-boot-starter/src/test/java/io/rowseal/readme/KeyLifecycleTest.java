package io.rowseal.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.KeyDestroyedException;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.ShredReport;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.message.Envelope;
import io.rowseal.message.EnvelopeHeader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/keys.md. */
class KeyLifecycleTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryKekStore kekStore = new InMemoryKekStore();
    private final KeyRing keyRing = KeyRing.builder()
            .masterKeyStore(new InMemoryMasterKeyStore())
            .kekStore(kekStore)
            .clocks(now::get, System::nanoTime)
            .build();

    private static long headersThatName(KekId kekId) {
        return kekId == null ? 1 : 0;
    }

    @Test
    void anOldKekIsDestroyed() {
        byte[] sealed = Envelope.of(keyRing).seal(MESSAGE, Context.empty());
        KekId former = kekStore.list("default", KekPurpose.KEK).get(0).kekId();
        keyRing.rotateKek("default");
        now.updateAndGet(instant -> instant.plus(Duration.ofDays(8)));
        // snippet destroy
        keyRing.destroyKek(former, kek -> headersThatName(kek.kekId()));
        // end of snippet
        assertThatThrownBy(() -> Envelope.of(keyRing).open(sealed, Context.empty()))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aScopeIsShredded() {
        byte[] sealed = Envelope.of(keyRing, "tenant-7").seal(MESSAGE, Context.empty());
        // snippet shred
        ShredReport report = keyRing.shred("tenant-7");
        System.out.println(report);
        // end of snippet
        assertThat(report.destroyed()).hasSize(2);
        assertThatThrownBy(() -> Envelope.of(keyRing, "tenant-7").open(sealed, Context.empty()))
                .isInstanceOf(KeyDestroyedException.class);
    }

    @Test
    void aRingIsMadeInThreeLines(@TempDir Path directory) {
        Path keyFile = directory.resolve("keys.p12");
        Supplier<char[]> password = "a long password"::toCharArray;
        String databaseUrl = "jdbc:h2:" + directory.resolve("keks");
        // snippet ring
        KeyRing ring = KeyRing.of(
                Pkcs12MasterKeyStore.createOrOpen(keyFile, password), JdbcKekStore.createOrOpen(databaseUrl));
        // end of snippet
        try (ring) {
            byte[] sealed = Envelope.of(ring).seal(MESSAGE, Context.empty());
            assertThat(Envelope.of(ring).open(sealed, Context.empty())).isEqualTo(MESSAGE);
        }
    }

    @Test
    void anOldMessageIsFoundByItsHeaderAndWrappedAnew() {
        Envelope envelope = Envelope.of(keyRing);
        Context context = Context.of("invoice", "4711");
        byte[] sealed = envelope.seal(MESSAGE, context);
        keyRing.rotateKek("default");
        // snippet rewrap
        KekId kekId = EnvelopeHeader.read(sealed).kekId().orElseThrow();
        boolean old = !keyRing.kek(kekId).orElseThrow().encrypts();
        byte[] current = old ? envelope.rewrap(sealed, context) : sealed;
        // end of snippet
        assertThat(old).isTrue();
        KekId now = EnvelopeHeader.read(current).kekId().orElseThrow();
        assertThat(keyRing.kek(now).orElseThrow().encrypts()).isTrue();
        assertThat(envelope.open(current, context)).isEqualTo(MESSAGE);
    }
}
