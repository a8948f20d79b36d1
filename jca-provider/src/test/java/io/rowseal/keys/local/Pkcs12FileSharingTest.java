package io.rowseal.keys.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file between processes, threads and keytool. */
class Pkcs12FileSharingTest {

    @TempDir
    Path directory;

    private static Pkcs12MasterKeyStore store(Path file) {
        return Pkcs12MasterKeyStore.builder()
                .file(file)
                .password(KeyFileProcess.PASSWORD::toCharArray)
                .createIfMissing(true)
                .build();
    }

    private static Pkcs12MasterKeyStore existing(Path file) {
        Pkcs12MasterKeyStore store = store(file);
        store.start(StoreStart.keysMustExist());
        return store;
    }

    @Test
    void attack08_processesThatCreateAndRotateOneFileAtOnceLoseNoKey() throws Exception {
        try (KeyFileProcess one = new KeyFileProcess();
                KeyFileProcess other = new KeyFileProcess()) {
            for (int round = 0; round < 20; round++) {
                Path file = directory.resolve("keys-" + round + ".p12");
                one.ask(file);
                other.ask(file);
                List<WrappedKey> wrapped = List.of(one.answer(), one.answer(), other.answer(), other.answer());

                Pkcs12MasterKeyStore store = existing(file);
                assertThat(store.activeKeyRef()).isEqualTo("master-3");
                assertThat(wrapped.get(1).keyRef()).isNotEqualTo(wrapped.get(3).keyRef());
                for (WrappedKey each : wrapped) {
                    assertThat(store.unwrap(each, Context.empty()))
                            .as("round %d, %s", round, each)
                            .isEqualTo(KeyFileProcess.KEY);
                }
            }
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".new"))).isEmpty();
        }
    }

    @Test
    void attack08_threadsThatCreateAndRotateOneFileAtOnceLoseNoKey() throws Exception {
        Path file = directory.resolve("keys.p12");
        int count = 6;
        CyclicBarrier together = new CyclicBarrier(count);
        Callable<List<WrappedKey>> work = () -> {
            Pkcs12MasterKeyStore store = store(file);
            together.await();
            store.start(StoreStart.mayCreateKeys());
            List<WrappedKey> wrapped = new ArrayList<>();
            wrapped.add(store.wrap(store.activeKeyRef(), KeyFileProcess.KEY, Context.empty()));
            wrapped.add(store.wrap(store.rotate(), KeyFileProcess.KEY, Context.empty()));
            return wrapped;
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        Set<String> added = new HashSet<>();
        try {
            List<Future<List<WrappedKey>>> results = threads.invokeAll(Collections.nCopies(count, work));
            Pkcs12MasterKeyStore store = existing(file);
            for (Future<List<WrappedKey>> result : results) {
                for (WrappedKey wrapped : result.get()) {
                    assertThat(store.unwrap(wrapped, Context.empty())).isEqualTo(KeyFileProcess.KEY);
                }
                added.add(result.get().get(1).keyRef());
            }
            assertThat(added).hasSize(count);
            assertThat(store.activeKeyRef()).isEqualTo("master-" + (count + 1));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFileMadeByKeytoolWorks() throws Exception {
        Path file = directory.resolve("made-by-keytool.p12");
        keytool("-genseckey", "-keyalg", "AES", "-keysize", "256", "-alias", "Team-Key", "-keystore", file.toString());
        Pkcs12MasterKeyStore store = existing(file);
        assertThat(store.activeKeyRef()).isEqualTo("team-key");
        WrappedKey wrapped = store.wrap("team-key", KeyFileProcess.KEY, Context.empty());
        assertThat(store.rotate()).isEqualTo("master-1");

        keytool("-genseckey", "-keyalg", "AES", "-keysize", "256", "-alias", "master-2", "-keystore", file.toString());
        Pkcs12MasterKeyStore restarted = existing(file);
        assertThat(restarted.activeKeyRef()).isEqualTo("master-2");
        assertThat(restarted.unwrap(wrapped, Context.empty())).isEqualTo(KeyFileProcess.KEY);
    }

    @Test
    void keytoolListsAFileMadeByTheStore() throws Exception {
        Path file = directory.resolve("keys.p12");
        store(file).start(StoreStart.mayCreateKeys());
        existing(file).rotate();
        assertThat(keytool("-list", "-keystore", file.toString())).contains("master-1,", "master-2,", "SecretKeyEntry");
    }

    private static String keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-Duser.language=en", "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", KeyFileProcess.PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
