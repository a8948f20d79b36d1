package io.rowseal.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Configuration files of the provider, with stores in a directory. */
final class Configurations {

    static final String PASSWORD = "correct horse battery staple";

    private Configurations() {}

    /** A complete file; a change replaces or adds the property that it names. */
    static Path write(Path directory, String... changes) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "master-key-store.pkcs12.file=masters.p12",
                "master-key-store.pkcs12.password-file=secret.txt",
                "master-key-store.pkcs12.create-if-missing=true",
                "kek-store.jdbc.url=jdbc:h2:file:"
                        + directory.resolve("keks").toString().replace('\\', '/'),
                "kek-store.jdbc.user=sa",
                "kek-store.jdbc.create-if-missing=true",
                "scope=letters"));
        for (String change : changes) {
            String name = change.substring(0, change.indexOf('=') + 1);
            lines.removeIf(line -> line.startsWith(name));
            lines.add(change);
        }
        Files.writeString(directory.resolve("secret.txt"), PASSWORD + "\n");
        return Files.write(directory.resolve("rowseal.properties"), lines);
    }
}
