package io.rowseal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.ForgedStream;
import io.rowseal.testing.TestMasterKeyStore;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class MasterKeyHandleTest {

    private final TestMasterKeyStore store = new TestMasterKeyStore("vault");
    private final MasterKeyHandle handle = MasterKeyHandle.of(store);

    @Test
    void p5_theAlgorithmIsANameOfOursAndThereIsNoEncoding() {
        assertThat(handle.getAlgorithm()).isEqualTo("EnvelopeMasterKey");
        assertThat(handle.getFormat()).isNull();
        assertThat(handle.getEncoded()).isNull();
    }

    @Test
    void handlesAreEqualByStoreAndKeyReference() {
        MasterKeyHandle same = MasterKeyHandle.of(store);
        assertThat(handle).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(MasterKeyHandle.of(store, "key-1")).isEqualTo(MasterKeyHandle.of(store, "key-1"));
        assertThat(handle)
                .isNotEqualTo(MasterKeyHandle.of(store, "key-1"))
                .isNotEqualTo(MasterKeyHandle.of(new TestMasterKeyStore("vault")))
                .isNotEqualTo(MasterKeyHandle.of(store, "key-2"))
                .isNotEqualTo(MasterKeyHandle.of(new TestMasterKeyStore("other"), "key-1"))
                .isNotEqualTo("vault/key-1");
    }

    @Test
    void theTextNamesTheKeyAndNothingElse() {
        assertThat(handle).hasToString("MasterKeyHandle[vault/key-1]");
    }

    @Test
    void destroyMakesThisHandleUnusableAndNeverDestroysTheRemoteKey() {
        byte[] key = new byte[32];
        WrappedKey wrapped = store.wrap("key-1", key, Context.empty());
        MasterKeyHandle other = MasterKeyHandle.of(store);
        handle.destroy();
        handle.destroy();
        assertThat(handle.isDestroyed()).isTrue();
        assertThatThrownBy(handle::store)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("destroyed");
        assertThat(handle).as("a destroyed handle still names its key").isEqualTo(other);
        assertThat(other.isDestroyed()).isFalse();
        assertThat(other.store()).isSameAs(store);
        assertThat(store.unwrap(wrapped, Context.empty())).isEqualTo(key);
        assertThat(store.wraps).hasValue(1);
        assertThat(store.closes).hasValue(0);
    }

    @Test
    void aHandleCallsNoStore() {
        assertThat(handle.storeId() + handle.keyRef() + handle + handle.hashCode())
                .contains("vault");
        assertThat(store.wraps.get() + store.unwraps.get() + store.closes.get()).isZero();
    }

    @Test
    void aHandleIsNeitherWrittenNorRead() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(handle)).isInstanceOf(NotSerializableException.class);
        }
        assertThatThrownBy(() -> ForgedStream.read(new StandIn(), MasterKeyHandle.class))
                .isInstanceOf(InvalidObjectException.class);
    }

    private static final class StandIn implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
