package io.rowseal.hibernate;

import io.rowseal.Context;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;

/** Stores of keys that do not give what was put into them. */
final class BrokenKeys {

    private BrokenKeys() {}

    /** The records of a KEK store, altered. */
    static InMemoryKekStore records(InMemoryKekStore kekStore, int later, KekState state) {
        InMemoryKekStore altered = new InMemoryKekStore();
        for (KekRecord found : kekStore.all()) {
            altered.insert(new KekRecord(
                    found.kekId(),
                    found.purpose(),
                    found.scope(),
                    found.sequence(),
                    found.createdAt() + later,
                    state,
                    state == KekState.DESTROYED ? List.of() : found.recipients(),
                    found.check()));
        }
        return altered;
    }

    /** A store with the keys of another one, which outlives it. */
    static MasterKeyStore master(MasterKeyStore masterKeys, UnaryOperator<byte[]> unwrapped) {
        return (MasterKeyStore) Proxy.newProxyInstance(
                MasterKeyStore.class.getClassLoader(),
                new Class<?>[] {MasterKeyStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "close" -> null;
                    case "unwrap" ->
                        unwrapped.apply(masterKeys.unwrap((WrappedKey) arguments[0], (Context) arguments[1]));
                    default -> method.invoke(masterKeys, arguments);
                });
    }

    static MasterKeyStore failing(MasterKeyStore masterKeys, RuntimeException failure) {
        return master(masterKeys, key -> {
            throw failure;
        });
    }
}
