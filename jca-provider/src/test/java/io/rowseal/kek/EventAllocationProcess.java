package io.rowseal.kek;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.RingInternals;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.InMemoryMasterKeyStore;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.lang.management.ManagementFactory;
import jdk.jfr.Recording;

/** Prints how many bytes a row with one cell allocates: without events, with events that are off, and with events. */
public final class EventAllocationProcess {

    private static final int ROWS = 20;

    private EventAllocationProcess() {}

    public static void main(String[] arguments) {
        System.out.println("without=" + perRow(new KekEvents()));
        System.out.println("off=" + perRow(new RecordedKekEvents()));
        try (Recording recording = new Recording()) {
            recording.enable("io.rowseal.KekCacheHit");
            recording.start();
            System.out.println("on=" + perRow(new RecordedKekEvents()));
        }
    }

    private static long perRow(KekEvents events) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        Column column = Column.binary("name");
        byte[] value = new byte[32];
        long least = Long.MAX_VALUE;
        try (KeyRing ring = RingInternals.with(
                                events,
                                KeyRing.builder()
                                        .masterKeyStore(new InMemoryMasterKeyStore())
                                        .kekStore(new InMemoryKekStore()))
                        .build();
                TableKeys table = TableKeys.of(ring, "default", "patients")) {
            for (int round = 0; round < 10; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < ROWS; i++) {
                    RowKey row = table.newRowKey();
                    row.seal(column, new byte[0], value);
                }
                least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / ROWS);
            }
        }
        return least;
    }
}
