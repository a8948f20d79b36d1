package io.rowseal.crash;

import io.rowseal.keys.KeyRing;
import io.rowseal.keys.jdbc.JdbcKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.row.Column;
import io.rowseal.row.RowKey;
import io.rowseal.row.TableKeys;
import io.rowseal.testing.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * An application that creates its key file and its KEKs, seals rows, rotates both kinds of keys and goes on, until it is
 * killed. What it has sealed it reports to a file that it forces to disk, as a database would have stored it.
 */
final class SealingProcess {

    private static final Column COLUMN = Column.binary("c");

    private SealingProcess() {}

    /** Arguments: the directory, a name for the scopes of this run, the number of passes (0: until killed). */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int passes = Integer.parseInt(arguments[2]);
        Pkcs12MasterKeyStore masterKeys = masterKeys(directory);
        try (Connection application = connect(directory);
                KeyRing ring = ring(directory, masterKeys)) {
            for (int pass = 1; passes == 0 || pass <= passes; pass++) {
                String scope = arguments[1] + "-" + pass;
                seal(ring, directory, "default");
                seal(ring, directory, scope);
                ring.rotateKek("default");
                seal(ring, directory, "default");
                if (pass == 1) {
                    masterKeys.rotate();
                    seal(ring, directory, scope + "-new-master-key");
                    ring.rewrapKeks();
                }
            }
        }
    }

    static Pkcs12MasterKeyStore masterKeys(Path directory) {
        return Pkcs12MasterKeyStore.builder()
                .file(directory.resolve("keys.p12"))
                .password("open sesame, open"::toCharArray)
                .createIfMissing(true)
                .build();
    }

    /**
     * A connection as an application holds it. Without one, H2 writes everything when the KEK store closes its own, and no
     * commit is ever in memory only.
     */
    static Connection connect(Path directory) throws SQLException {
        return DriverManager.getConnection(url(directory), "sa", "");
    }

    private static String url(Path directory) {
        return "jdbc:h2:file:" + directory.resolve("keks");
    }

    static KeyRing ring(Path directory, Pkcs12MasterKeyStore masterKeys) {
        JdbcKekStore kekStore = JdbcKekStore.builder()
                .url(url(directory))
                .user("sa")
                .password("")
                .build();
        kekStore.createSchema();
        return KeyRing.builder().masterKeyStore(masterKeys).kekStore(kekStore).build();
    }

    /** Seals one row and reports it. */
    static void seal(KeyRing ring, Path directory, String scope) throws IOException {
        RowKey rowKey = TableKeys.of(ring, scope, "t").newRowKey();
        byte[] stored = Bytes.concat(rowKey.block(), rowKey.seal(COLUMN, new byte[0], plaintext(scope)));
        String line = scope + " " + HexFormat.of().formatHex(stored) + "\n";
        try (FileChannel channel = FileChannel.open(
                report(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    /** The whole lines of the report; a kill may have cut off the last one. */
    static List<String> reported(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(report(directory))) {
            String text = Files.readString(report(directory), StandardCharsets.US_ASCII);
            text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
        }
        return lines;
    }

    /** Opens a reported row. */
    static boolean opens(KeyRing ring, String line) {
        String[] parts = line.split(" ");
        byte[] opened =
                TableKeys.of(ring, parts[0], "t").open(COLUMN, HexFormat.of().parseHex(parts[1]));
        return Arrays.equals(opened, plaintext(parts[0]));
    }

    private static Path report(Path directory) {
        return directory.resolve("sealed.txt");
    }

    private static byte[] plaintext(String scope) {
        return ("a value of " + scope).getBytes(StandardCharsets.US_ASCII);
    }
}
