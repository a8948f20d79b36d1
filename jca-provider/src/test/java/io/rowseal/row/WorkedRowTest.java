package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.KekId;
import io.rowseal.format.Recipients;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.local.InMemoryKekStore;
import io.rowseal.keys.local.Pkcs12MasterKeyStore;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.keys.spi.KekState;
import io.rowseal.keys.spi.WrappedKey;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The worked row of docs/format.md: a key file that keytool made, its password, the KEK table and one row. */
class WorkedRowTest {

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> f22_theWorkedRowOpensFromItsKeyFile() {
        return Vectors.tests("worked-row", vector -> {
            Path file = Files.createTempFile(directory, "keys", ".p12");
            Files.write(file, vector.given("keyFile"));
            if (vector.isValid()) {
                assertThat(open(vector, file)).isEqualTo(vector.expected("plaintext"));
            } else {
                assertThatThrownBy(() -> open(vector, file)).isInstanceOf(ConfigurationException.class);
            }
        });
    }

    private static byte[] open(Vector vector, Path keyFile) throws IOException {
        InMemoryKekStore records = new InMemoryKekStore();
        vector.given().required("kekTable").forEach(row -> records.insert(record(row)));
        try (KeyRing ring = KeyRing.builder()
                .masterKeyStore(Pkcs12MasterKeyStore.builder()
                        .storeId(vector.givenText("storeId"))
                        .file(keyFile)
                        .password(vector.givenText("password")::toCharArray)
                        .build())
                .kekStore(records)
                .build()) {
            JsonNode row = vector.given().required("row");
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            read.write(bytes(row, "row_key"));
            read.write(bytes(row, "email"));
            return TableKeys.of(ring, "default", vector.givenText("table"))
                    .open(Column.binary("email"), read.toByteArray());
        }
    }

    private static KekRecord record(JsonNode row) {
        List<WrappedKey> recipients = Recipients.parse(bytes(row, "recipients")).stream()
                .map(r -> new WrappedKey(r.storeId(), r.keyRef(), r.wrapped()))
                .toList();
        return new KekRecord(
                KekId.of(bytes(row, "kek_id")),
                KekPurpose.of(row.required("purpose").asString()),
                row.required("scope").asString(),
                row.required("seq").asInt(),
                row.required("created_at").asLong(),
                KekState.valueOf(row.required("state").asString()),
                recipients,
                bytes(row, "check_value"));
    }

    private static byte[] bytes(JsonNode row, String column) {
        return HexFormat.of().parseHex(row.required(column).asString());
    }
}
