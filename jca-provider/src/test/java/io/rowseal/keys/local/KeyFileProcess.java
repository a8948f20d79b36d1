package io.rowseal.keys.local;

import io.rowseal.Context;
import io.rowseal.keys.spi.StoreStart;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/** Another process that, for each line with the path of a key file, creates it, wraps a key, rotates, and wraps again. */
final class KeyFileProcess implements AutoCloseable {

    static final String PASSWORD = "open sesame, open";
    static final byte[] KEY = "a key of thirty-two bytes, right".getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final BufferedReader answers;

    KeyFileProcess() throws IOException {
        process = JavaProcess.builder(KeyFileProcess.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void ask(Path file) throws IOException {
        process.getOutputStream().write((file + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    WrappedKey answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the process ended");
        }
        String[] parts = line.split(" ");
        return new WrappedKey("pkcs12", parts[0], HexFormat.of().parseHex(parts[1]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader files = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = files.readLine(); file != null; file = files.readLine()) {
            try (Pkcs12MasterKeyStore store = Pkcs12MasterKeyStore.builder()
                    .file(Path.of(file))
                    .password(PASSWORD::toCharArray)
                    .createIfMissing(true)
                    .build()) {
                store.start(StoreStart.mayCreateKeys());
                print(store.wrap(store.activeKeyRef(), KEY, Context.empty()));
                print(store.wrap(store.rotate(), KEY, Context.empty()));
            }
        }
    }

    private static void print(WrappedKey wrapped) {
        System.out.println(wrapped.keyRef() + " " + HexFormat.of().formatHex(wrapped.bytes()));
    }
}
