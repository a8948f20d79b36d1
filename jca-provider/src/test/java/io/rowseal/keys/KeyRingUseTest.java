package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.message.Envelope;
import io.rowseal.message.EnvelopeHeader;
import io.rowseal.testing.TestRing;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application and the author of a store hold in their hands. */
class KeyRingUseTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    private Path directory;

    /** Remembers what it was started with. */
    private static final class StartedStore extends DelegatingStore {

        final List<StoreStart> starts = new ArrayList<>();

        StartedStore(MasterKeyStore store) {
            super(store);
        }

        @Override
        public void start(StoreStart start) {
            starts.add(start);
            super.start(start);
        }
    }

    @Test
    void theKeyWithoutAScopeIsOfTheDefaultScope() {
        try (TestRing test = new TestRing()) {
            assertThat(test.ring.key()).isEqualTo(test.ring.key(KeyRing.DEFAULT_SCOPE));
        }
    }

    @Test
    void aRingOfAFileAndATableIsMadeInThreeLinesAndOpensAgain() {
        String url = "jdbc:h2:" + directory.resolve("keks");
        Path file = directory.resolve("keys.p12");
        byte[] sealed;
        try (KeyRing ring = KeyRing.of(
                Pkcs12MasterKeyStore.createOrOpen(file, "a long password"::toCharArray),
                JdbcKekStore.createOrOpen(url))) {
            sealed = Envelope.of(ring).seal(MESSAGE, Context.empty());
        }
        try (KeyRing ring = KeyRing.of(
                Pkcs12MasterKeyStore.createOrOpen(file, "a long password"::toCharArray),
                JdbcKekStore.createOrOpen(url))) {
            assertThat(Envelope.of(ring).open(sealed, Context.empty())).isEqualTo(MESSAGE);
        }
    }

    @Test
    void aStoreMayCreateKeysOnlyWhileThereAreNoRecords() {
        InMemoryKekStore records = new InMemoryKekStore();
        StartedStore store = new StartedStore(new InMemoryMasterKeyStore());
        KeyRing first = KeyRing.of(store, records);
        Envelope.of(first).seal(MESSAGE, Context.empty());
        KeyRing.of(store, records);
        assertThat(store.starts).extracting(StoreStart::permitsNewKeys).containsExactly(true, false);
        assertThat(store.starts)
                .allSatisfy(start -> assertThat(start.primitiveProvider()).isEmpty());
    }

    @Test
    void aStoreIsToldTheChosenProvider() {
        Provider provider = Security.getProvider("SunJCE");
        StartedStore store = new StartedStore(new InMemoryMasterKeyStore());
        KeyRing.builder()
                .masterKeyStore(store)
                .kekStore(new InMemoryKekStore())
                .primitiveProvider(provider)
                .build();
        assertThat(store.starts).singleElement().satisfies(start -> {
            assertThat(start.primitiveProvider()).containsSame(provider);
            assertThat(start.permitsNewKeys()).isTrue();
        });
    }

    @Test
    void aKekIsDescribedByScopeAndState() {
        try (TestRing test = new TestRing()) {
            Envelope tenant = Envelope.of(test.ring, "tenant-7");
            KekId former = EnvelopeHeader.read(tenant.seal(MESSAGE, Context.empty()))
                    .kekId()
                    .orElseThrow();
            assertThat(test.ring.kek(former)).hasValueSatisfying(found -> {
                assertThat(found.scope()).isEqualTo("tenant-7");
                assertThat(found.state()).isEqualTo(KekState.ACTIVE);
                assertThat(found.encrypts()).isTrue();
            });
            test.ring.rotateKek("tenant-7");
            assertThat(test.ring.kek(former)).hasValueSatisfying(found -> {
                assertThat(found.state()).isEqualTo(KekState.DECRYPT_ONLY);
                assertThat(found.encrypts()).isFalse();
            });
            assertThat(test.ring.kek(new KekId(1))).isEmpty();
        }
    }

    @Test
    void internalsAreGivenByTheirTypeOnly() {
        try (TestRing test = new TestRing()) {
            assertThatThrownBy(() -> test.ring.internal(String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a KeyRing has no part of java.lang.String");
        }
    }
}
