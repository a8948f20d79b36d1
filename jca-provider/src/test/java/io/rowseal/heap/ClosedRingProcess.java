package io.rowseal.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rowseal.Context;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.jca.EnvelopeParameterSpec;
import io.rowseal.jca.RowsealProvider;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.message.Envelope;
import io.rowseal.row.BlindIndex;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;

/**
 * Uses a key ring in several threads, dumps the heap, closes the ring, dumps again. Prints each key that the ring held, with all
 * bits turned, so that the text is not what is looked for.
 */
final class ClosedRingProcess {

    private ClosedRingProcess() {}

    /** @param arguments the master-key file, its password, where the two dumps go */
    public static void main(String[] arguments) throws Exception {
        Pkcs12MasterKeyStore store = Pkcs12MasterKeyStore.builder()
                .file(Path.of(arguments[0]))
                .password(arguments[1]::toCharArray)
                .build();
        KeyRing ring = KeyRing.builder()
                .masterKeyStore(store)
                .kekStore(new InMemoryKekStore())
                .build();
        TableKeys table = TableKeys.of(ring, "default", "patient");
        List<RowKey> rows = Collections.synchronizedList(new ArrayList<>());
        List<Object> kept = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.submit(() -> use(ring, table, rows, kept)).get();
        }
        for (byte[] key : keysBelow(List.of(ring, table, rows))) {
            for (int i = 0; i < key.length; i++) {
                key[i] ^= (byte) 0xFF;
            }
            System.out.println(HexFormat.of().formatHex(key));
        }
        dump(arguments[2]);
        ring.close();
        dump(arguments[3]);
        threads.shutdown();
        // What an application still holds when it has closed its ring.
        if (rows.isEmpty() || kept.isEmpty() || table.toString().isEmpty()) {
            throw new IllegalStateException("nothing was used");
        }
    }

    private static Void use(KeyRing ring, TableKeys table, List<RowKey> rows, List<Object> kept) throws Exception {
        RowKey row = table.newRowKey();
        rows.add(row);
        row.seal(Column.binary("notes"), new byte[0], new byte[] {1, 2});
        BlindIndex index = BlindIndex.ofColumn(ring, "default", "patient", Column.binary("email"), 1, "exact");
        kept.add(index);
        index.prefix(new byte[] {1});
        Envelope envelope = Envelope.of(ring);
        kept.add(envelope);
        envelope.open(envelope.seal(new byte[] {1}, Context.of("a", "b")), Context.of("a", "b"));
        Cipher cipher = Cipher.getInstance("Envelope", new RowsealProvider());
        cipher.init(Cipher.ENCRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("a", "c"));
        cipher.doFinal(new byte[] {1});
        return null;
    }

    /** The bytes of every key that can be reached through fields of this library and through collections. */
    private static List<byte[]> keysBelow(List<?> roots) throws Exception {
        List<byte[]> found = new ArrayList<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (next instanceof KeyBytes key) {
                if (!key.isDestroyed()) {
                    found.add(key.getEncoded());
                }
            } else if (next instanceof Object[] array) {
                for (int i = 0; i < array.length; i++) {
                    if (Array.get(array, i) != null) {
                        open.push(array[i]);
                    }
                }
            } else {
                pushFields(next, open);
            }
        }
        return found;
    }

    private static void pushFields(Object holder, Deque<Object> open) throws IllegalAccessException {
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            if (!type.getName().startsWith("io.rowseal.") && !type.getName().startsWith("java.util.")) {
                continue;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(holder);
                    if (value != null) {
                        open.push(value);
                    }
                }
            }
        }
    }

    private static void dump(String file) throws Exception {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
    }
}
