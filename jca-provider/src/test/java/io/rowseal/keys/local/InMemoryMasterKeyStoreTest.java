package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.UnknownKeyException;
import io.rowseal.WrongContextException;
import io.rowseal.keys.spi.WrappedKey;
import org.junit.jupiter.api.Test;

class InMemoryMasterKeyStoreTest {

    private static final byte[] KEY = new byte[32];

    @Test
    void wrapsAndUnwrapsUnderEveryKeyItHad() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        WrappedKey first = store.wrap(store.activeKeyRef(), KEY, Context.empty());
        assertThat(store.rotate()).isEqualTo("master-2").isEqualTo(store.activeKeyRef());
        WrappedKey second = store.wrap(store.activeKeyRef(), KEY, Context.empty());
        assertThat(first.keyRef()).isEqualTo("master-1");
        assertThat(second.keyRef()).isEqualTo("master-2");
        assertThat(store.unwrap(first, Context.empty())).isEqualTo(KEY);
        assertThat(store.unwrap(second, Context.empty())).isEqualTo(KEY);
        assertThat(store.describe()).contains("lost with the process", "[master-1, master-2]");
    }

    @Test
    void twoStoresHaveDifferentKeys() {
        WrappedKey wrapped = new InMemoryMasterKeyStore().wrap("master-1", KEY, Context.empty());
        assertThatThrownBy(() -> new InMemoryMasterKeyStore().unwrap(wrapped, Context.empty()))
                .isInstanceOf(WrongContextException.class);
        assertThatThrownBy(() -> new InMemoryMasterKeyStore("other").unwrap(wrapped, Context.empty()))
                .isInstanceOf(UnknownKeyException.class);
    }

    @Test
    void keyReferencesAreListedTheActiveOneFirst() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        assertThat(store.keyRefs()).containsExactly("master-1");
        store.rotate();
        store.rotate();
        assertThat(store.keyRefs()).containsExactly("master-3", "master-1", "master-2");
    }

    @Test
    void aClosedStoreRefuses() {
        InMemoryMasterKeyStore store = new InMemoryMasterKeyStore();
        WrappedKey wrapped = store.wrap("master-1", KEY, Context.empty());
        store.close();
        assertThatThrownBy(() -> store.unwrap(wrapped, Context.empty())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::rotate).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::keyRefs).isInstanceOf(IllegalStateException.class);
    }
}
