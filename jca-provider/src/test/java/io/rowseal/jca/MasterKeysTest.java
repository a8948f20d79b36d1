package io.rowseal.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KeyAccessDeniedException;
import io.rowseal.KeyUnavailableException;
import io.rowseal.keys.MasterKeyHandle;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.testing.LogRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rules K3 to K6 of the key store {@code EnvelopeMasterKeys}, over stores that the caller gives. */
class MasterKeysTest {

    private static final char[] PASSWORD = "any".toCharArray();

    private final RowsealProvider provider = new RowsealProvider();
    private final ListedStore vault = new ListedStore("vault", "orders", "old/orders");
    private final ListedStore cloud = new ListedStore("cloud", "arn:aws:kms:eu:1:key/AbC", "orders");

    private KeyStore load(MasterKeyStore... stores) throws Exception {
        KeyStore keys = KeyStore.getInstance("EnvelopeMasterKeys", provider);
        keys.load(EnvelopeKeyStoreParameter.of(stores));
        return keys;
    }

    private static List<String> aliases(KeyStore keys) throws KeyStoreException {
        return new ArrayList<>(Collections.list(keys.aliases()));
    }

    @Test
    void k3_anUnknownAliasIsNull() throws Exception {
        KeyStore keys = load(vault);
        for (String alias : List.of("vault/none", "vault/", "vault", "orders", "", "cloud/orders", "vault/orders/")) {
            assertThat(keys.getKey(alias, null)).as(alias).isNull();
            assertThat(keys.getEntry(alias, null)).as(alias).isNull();
            assertThat(keys.containsAlias(alias)).as(alias).isFalse();
            assertThat(keys.isKeyEntry(alias)).as(alias).isFalse();
        }
    }

    @Test
    void k3_aRefusedKeyIsUnrecoverable() throws Exception {
        KeyStore keys = load(vault, cloud);
        for (RuntimeException refusal : List.of(
                new KeyAccessDeniedException("ask the administrator"),
                new ConfigurationException("correct it"),
                new IllegalStateException("the store is closed"))) {
            vault.failing(refusal);
            assertThatThrownBy(() -> keys.getKey("vault/orders", PASSWORD))
                    .isInstanceOf(UnrecoverableKeyException.class)
                    .hasMessageContaining("'vault/orders'")
                    .hasMessageContaining(refusal.getMessage())
                    .hasCause(refusal);
            assertThatThrownBy(() -> keys.getEntry("vault/orders", null)).isInstanceOf(UnrecoverableKeyException.class);
            assertThatThrownBy(() -> keys.containsAlias("vault/orders"))
                    .isInstanceOfSatisfying(
                            EnvelopeKeyException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasCause(refusal);
        }
    }

    @Test
    void k3_anUnreachableStoreIsNeverNullAndMayBeAskedAgain() throws Exception {
        KeyStore keys = load(vault, cloud);
        vault.failing(new KeyUnavailableException("down"));
        for (String alias : List.of("vault/orders", "vault/none")) {
            assertThatThrownBy(() -> keys.getKey(alias, null))
                    .isInstanceOf(EnvelopeKeyStoreUnavailableException.class)
                    .hasMessage("down");
            assertThatThrownBy(() -> keys.getEntry(alias, null))
                    .isInstanceOf(EnvelopeKeyStoreUnavailableException.class);
            assertThatThrownBy(() -> keys.isKeyEntry(alias)).isInstanceOf(EnvelopeKeyStoreUnavailableException.class);
        }
        assertThat(keys.getKey("cloud/orders", null)).isNotNull();
        vault.failing(null);
        assertThat(keys.getKey("vault/orders", null)).isNotNull();
    }

    @Test
    void k4_aliasesAreStoreIdAndKeyReferenceAndNoKeyIsFetched() throws Exception {
        KeyStore keys = load(vault, cloud);
        assertThat(aliases(keys))
                .containsExactly("vault/orders", "vault/old/orders", "cloud/arn:aws:kms:eu:1:key/AbC", "cloud/orders");
        assertThat(keys.size()).isEqualTo(4);
        for (String alias : aliases(keys)) {
            assertThat(keys.getKey(alias, null)).isNotNull();
        }
        assertThat(vault.remoteCalls.get() + cloud.remoteCalls.get()).isZero();
        assertThat(vault.starts.get() + cloud.starts.get())
                .as("given stores are started by their owner")
                .isZero();
    }

    @Test
    void k4_aliasesAreComparedExactlyInEveryLocale() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            KeyStore keys = load(cloud, new ListedStore("Cloud", "ORDERS"));
            assertThat(keys.containsAlias("cloud/arn:aws:kms:eu:1:key/AbC")).isTrue();
            assertThat(keys.containsAlias("cloud/arn:aws:kms:eu:1:key/abc")).isFalse();
            assertThat(keys.containsAlias("cloud/ORDERS")).isFalse();
            assertThat(keys.containsAlias("Cloud/ORDERS")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void k4_keysThatAreAddedLaterAppear() throws Exception {
        try (InMemoryMasterKeyStore memory = new InMemoryMasterKeyStore()) {
            KeyStore keys = load(memory);
            assertThat(aliases(keys)).containsExactly("memory/master-1");
            memory.rotate();
            assertThat(aliases(keys)).containsExactly("memory/master-2", "memory/master-1");
        }
    }

    @Test
    void k4_aFailingStoreHidesNoOtherAndIsReportedOnce() throws Exception {
        try (LogRecords log = new LogRecords(MasterKeyAliases.class.getName())) {
            vault.failing(new KeyAccessDeniedException("not allowed to list"));
            KeyStore keys =
                    load(vault, cloud, new ListedStore("third", "k").failing(new IllegalStateException("broken")));
            assertThat(aliases(keys)).containsExactly("cloud/arn:aws:kms:eu:1:key/AbC", "cloud/orders");
            assertThat(keys.size()).isEqualTo(2);
            assertThat(log.warnings())
                    .hasSize(2)
                    .anySatisfy(text -> assertThat(text).contains("'vault'", "not allowed to list"))
                    .anySatisfy(text -> assertThat(text).contains("'third'", "broken"));
            vault.failing(null);
            assertThat(keys.size()).isEqualTo(4);
            vault.failing(new KeyUnavailableException("down"));
            assertThat(keys.size()).isEqualTo(2);
            assertThat(log.warnings()).hasSize(3).last().asString().contains("down");
        }
    }

    @Test
    void k4_ifAllStoresFailTheListIsNotEmptyButRefused() throws Exception {
        RuntimeException first = new KeyUnavailableException("first is down");
        RuntimeException second = new KeyAccessDeniedException("second denies");
        KeyStore keys = load(vault, cloud);
        vault.failing(first);
        cloud.failing(second);
        assertThatThrownBy(keys::aliases)
                .isInstanceOf(EnvelopeKeyStoreUnavailableException.class)
                .hasCause(first);
        assertThatThrownBy(keys::size).isInstanceOf(EnvelopeKeyException.class);
        assertThat(first.getSuppressed()).contains(second);
        assertThatThrownBy(() -> load(vault, cloud))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("first is down")
                .hasCause(first);
        cloud.failing(first);
        assertThatThrownBy(() -> load(vault, cloud))
                .isInstanceOf(IOException.class)
                .hasCause(first);
    }

    @Test
    void k4_aFailedLoadLeavesWhatWasLoaded() throws Exception {
        KeyStore keys = load(vault);
        cloud.failing(new KeyUnavailableException("down"));
        assertThatThrownBy(() -> keys.load(EnvelopeKeyStoreParameter.of(cloud))).isInstanceOf(IOException.class);
        assertThat(aliases(keys)).containsExactly("vault/orders", "vault/old/orders");
    }

    @Test
    void k5_aHandleNamesStoreAndKeyAndNeverTheAlias() throws Exception {
        KeyStore keys = load(vault, cloud);
        MasterKeyHandle first = (MasterKeyHandle) keys.getKey("vault/orders", null);
        MasterKeyHandle second = (MasterKeyHandle) keys.getKey("cloud/orders", null);
        MasterKeyHandle old = (MasterKeyHandle) keys.getKey("vault/old/orders", PASSWORD);
        assertThat(first.storeId()).isEqualTo("vault");
        assertThat(first.keyRef()).isEqualTo("orders");
        assertThat(first.store()).isSameAs(vault);
        assertThat(second.store()).isSameAs(cloud);
        assertThat(first).isNotEqualTo(second).isEqualTo(MasterKeyHandle.of(vault, "orders"));
        assertThat(old.keyRef()).isEqualTo("old/orders");
        first.destroy();
        assertThat(((MasterKeyHandle) keys.getKey("vault/orders", null)).isDestroyed())
                .as("destroying a handle destroys no other")
                .isFalse();
        assertThat(vault.remoteCalls).hasValue(0);
    }

    @Test
    void k5_noTwoStoresShareAnAlias() {
        for (String other : List.of("vault", "vault/old", "vault/old/deeper")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EnvelopeKeyStoreParameter.of(new ListedStore(other, "orders"), vault))
                    .withMessageContaining("'" + other + "'")
                    .withMessageContaining("another store id");
        }
        assertThat(EnvelopeKeyStoreParameter.of(vault, new ListedStore("vault2", "k"), new ListedStore("Vault", "k")))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(EnvelopeKeyStoreParameter::of);
    }

    @Test
    void k6_changesAreRefusedWithASentence() throws Exception {
        KeyStore keys = load(vault);
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        assertReadOnly(() -> keys.setKeyEntry("vault/new", key, PASSWORD, null));
        assertReadOnly(() -> keys.setKeyEntry("vault/new", new byte[32], null));
        assertReadOnly(() -> keys.setEntry("vault/new", new KeyStore.SecretKeyEntry(key), null));
        assertReadOnly(() -> keys.setEntry(
                "vault/new", new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(PASSWORD)));
        assertReadOnly(() -> keys.setCertificateEntry("vault/new", null));
        assertReadOnly(() -> keys.deleteEntry("vault/orders"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> keys.store(out, PASSWORD))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot be changed");
        assertThatThrownBy(() -> keys.store(EnvelopeKeyStoreParameter.of(vault)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(out.size()).isZero();
        assertThat(aliases(keys)).containsExactly("vault/orders", "vault/old/orders");
        assertThat(vault.remoteCalls).hasValue(0);
    }

    private static void assertReadOnly(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOf(KeyStoreException.class)
                .hasMessageContaining("cannot be changed")
                .hasMessageContaining("in their own store");
    }

    @Test
    void k6_handlesAreSecretKeyEntriesWithOrWithoutAPassword() throws Exception {
        KeyStore keys = load(vault);
        Key handle = keys.getKey("vault/orders", null);
        assertThat(handle).isEqualTo(keys.getKey("vault/orders", PASSWORD));
        assertThat(keys.isKeyEntry("vault/orders")).isTrue();
        assertThat(keys.entryInstanceOf("vault/orders", KeyStore.SecretKeyEntry.class))
                .isTrue();
        assertThat(keys.entryInstanceOf("vault/orders", KeyStore.PrivateKeyEntry.class))
                .isFalse();
        assertThat(keys.entryInstanceOf("vault/orders", KeyStore.TrustedCertificateEntry.class))
                .isFalse();
        assertThat(keys.entryInstanceOf("vault/none", KeyStore.SecretKeyEntry.class))
                .isFalse();
        for (KeyStore.ProtectionParameter protection : new KeyStore.ProtectionParameter[] {
            null, new KeyStore.PasswordProtection(null), new KeyStore.PasswordProtection(PASSWORD)
        }) {
            assertThat(((KeyStore.SecretKeyEntry) keys.getEntry("vault/orders", protection)).getSecretKey())
                    .isEqualTo(handle);
        }
    }

    @Test
    void k6_thereAreNoCertificatesAndNoMadeUpDates() throws Exception {
        KeyStore keys = load(vault);
        assertThat(keys.isCertificateEntry("vault/orders")).isFalse();
        assertThat(keys.getCertificate("vault/orders")).isNull();
        assertThat(keys.getCertificateChain("vault/orders")).isNull();
        assertThat(keys.getCreationDate("vault/orders")).isNull();
    }

    @Test
    void anUnloadedKeyStoreRefuses() throws Exception {
        KeyStore keys = KeyStore.getInstance("EnvelopeMasterKeys", provider);
        assertThatThrownBy(keys::aliases).isInstanceOf(KeyStoreException.class);
    }

    @Test
    void aStoreThatFailsToStartIsStartedAgainAndOnceItWorksNeverMore() {
        vault.failingStart(new KeyUnavailableException("down"));
        MasterKeyAliases aliases = MasterKeyAliases.starting(List.of(vault, cloud));
        assertThat(aliases.list()).hasSize(2);
        assertThatThrownBy(() -> aliases.find("vault/orders")).isInstanceOf(KeyUnavailableException.class);
        vault.failingStart(null);
        assertThat(aliases.list()).hasSize(4);
        assertThat(aliases.find("vault/orders")).isNotNull();
        assertThat(vault.starts).hasValue(3);
        assertThat(cloud.starts).hasValue(1);
    }

    @Test
    void otherParametersAreRefused() throws Exception {
        KeyStore keys = KeyStore.getInstance("EnvelopeMasterKeys", provider);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.load(() -> null))
                .withMessageContaining("EnvelopeKeyStoreParameter");
        assertThatThrownBy(() -> keys.load(new ByteArrayInputStream(new byte[0]), null))
                .isInstanceOf(IOException.class);
    }
}
