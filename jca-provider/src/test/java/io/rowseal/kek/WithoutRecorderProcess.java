package io.rowseal.kek;

import io.rowseal.Context;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.message.Envelope;
import java.util.Arrays;

/** Runs in a JVM that has no module jdk.jfr; prints what the library does there. */
public final class WithoutRecorderProcess {

    private WithoutRecorderProcess() {}

    public static void main(String[] arguments) {
        System.out.println(
                "recorder=" + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
        System.out.println("events=" + KekEvents.ofThisJvm().getClass().getSimpleName());
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(new InMemoryMasterKeyStore())
                .kekStore(new InMemoryKekStore())
                .build()) {
            Envelope envelope = Envelope.of(ring);
            byte[] sealed = envelope.seal(new byte[] {1, 2, 3}, Context.empty());
            ring.rotateKek("default");
            System.out.println("opened=" + Arrays.toString(envelope.open(sealed, Context.empty())));
        }
    }
}
