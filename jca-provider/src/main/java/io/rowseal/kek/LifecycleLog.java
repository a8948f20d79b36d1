package io.rowseal.kek;

import io.rowseal.KekId;
import io.rowseal.Printable;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.MasterKeyStore;
import io.rowseal.keys.spi.WrappedKey;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** One line for each thing that happens to a key in its life, under the logger of the key ring. No secret. */
final class LifecycleLog {

    private static final System.Logger LOG = System.getLogger("io.rowseal.keys.KeyRing");

    private LifecycleLog() {}

    static void created(KekRecord created) {
        info("created " + name(created) + ", wrapped by " + masterKeys(created.recipients()));
    }

    static void rotated(String scope, KekId successor) {
        info("rotated the KEK of scope '" + Printable.of(scope) + "': kekId " + successor + " encrypts from now on");
    }

    static void retired(KekRecord retired) {
        info(name(retired) + " only decrypts from now on");
    }

    static void destroyed(KekRecord destroyed) {
        info("destroyed " + name(destroyed) + ": what it protected cannot be read any more");
    }

    static void rewrapped(int count, Iterable<MasterKeyStore> stores) {
        StringBuilder keys = new StringBuilder();
        for (MasterKeyStore store : stores) {
            keys.append(keys.isEmpty() ? "" : ", ")
                    .append(Printable.of(store.storeId()))
                    .append('/')
                    .append(Printable.of(store.activeKeyRef()));
        }
        info("rewrapped " + count + " KEK records with " + keys);
    }

    static void warn(String message) {
        LOG.log(Level.WARNING, message);
    }

    static void warn(String message, Throwable cause) {
        LOG.log(Level.WARNING, message, cause);
    }

    private static void info(String message) {
        LOG.log(Level.INFO, message);
    }

    private static String name(KekRecord named) {
        return (named.purpose() == KekPurpose.KEK ? "the KEK" : "the index root key") + " with kekId " + named.kekId()
                + " of scope '" + Printable.of(named.scope()) + "'";
    }

    private static String masterKeys(List<WrappedKey> recipients) {
        return recipients.stream()
                .map(key -> Printable.of(key.storeId()) + "/" + Printable.of(key.keyRef()))
                .collect(Collectors.joining(", "));
    }
}
