package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.Context;
import io.rowseal.KekId;
import io.rowseal.crypto.KeyBytes;
import io.rowseal.crypto.Primitives;
import io.rowseal.format.Header;
import io.rowseal.format.Kind;
import io.rowseal.format.Pae;
import io.rowseal.kek.ContentKeys;
import io.rowseal.kek.DataKeys;
import io.rowseal.keys.RingInternals;
import io.rowseal.keys.spi.KekPurpose;
import io.rowseal.keys.spi.KekRecord;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.VectorRing;
import io.rowseal.testing.Vectors;
import io.rowseal.testing.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** The published vectors of rows: our readers open or refuse them, our writers make the same bytes. */
class RowVectorTest {

    private static final byte[] NONE = new byte[0];
    private static final Primitives PRIMITIVES = Primitives.standard();

    @TestFactory
    Stream<DynamicTest> attack18_rowKeyBlocksAreOpenedOrRefused() {
        return rows("row-key-block", (vector, test, table) -> {
            byte[] block = vector.given("block");
            vector.readOrRefuse(() -> table.rowKey(block).seal(Column.binary("any"), NONE, NONE));
            if (vector.isValid()) {
                Header header = Header.parseExactly(block, Kind.ROW_KEY_BLOCK);
                byte[] pae = Pae.encode(Context.of("table", table.table()).inScope(table.scope()));
                DataKeys keys = RingInternals.dataKeys(test.ring);
                KeyBytes dataKey = keys.unwrap(table.scope(), pae, header.kekId(), header.wrappedKey());
                ContentKeys expanded = ContentKeys.expand(PRIMITIVES, dataKey, Kind.ROW_KEY_BLOCK, pae);
                assertThat(dataKey.getEncoded()).isEqualTo(vector.expected("dataKey"));
                assertThat(expanded.contentKey().getEncoded()).isEqualTo(vector.expected("contentKey"));
                assertThat(Header.of(Kind.ROW_KEY_BLOCK, header.kekId(), header.wrappedKey(), expanded.commitment())
                                .toBytes())
                        .isEqualTo(block);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> attack13_cellsAreOpenedOrRefused() {
        return rows("cell", RowVectorTest::openColumn);
    }

    @TestFactory
    Stream<DynamicTest> attack10_prefixesAreBound() {
        return rows("index-prefix", RowVectorTest::openColumn);
    }

    @TestFactory
    Stream<DynamicTest> attack14_twoKeyCiphertextsAreRefusedByTheCommitment() {
        return rows("key-commitment", RowVectorTest::openColumn);
    }

    @TestFactory
    Stream<DynamicTest> cellsAreWrittenAsTheVectorsSay() {
        return rows("cell", (vector, test, table) -> {
            JsonNode writer = vector.writer();
            if (writer == null) {
                return;
            }
            byte[] stored = vector.given("stored");
            Column column = withTraits(vector, Column.binary(vector.givenText("column")));
            if (writer.has("nonce")) {
                column = column.withNonce(Column.Nonce.RANDOM);
                test.random.next(Vectors.hex(writer.required("nonce")));
            }
            RowKey row = table.rowKey(Arrays.copyOf(stored, 83));
            byte[] cell = row.seal(
                    column, Vectors.hex(writer.required("prefixes")), Vectors.hex(writer.required("plaintext")));
            assertThat(Bytes.concat(row.block(), cell)).isEqualTo(stored);
        });
    }

    @TestFactory
    Stream<DynamicTest> blindIndexesAreThoseOfTheVectors() {
        return Vectors.tests("blind-index", vector -> {
            try (VectorRing test = indexRing(vector.given("key"))) {
                BlindIndex index = index(vector, test);
                byte[] value = vector.given("normalized");
                byte[] prefix = vector.expected("prefix");
                assertThat(index.prefix(value)).isEqualTo(prefix);
                assertThat(index.query(value)).isEqualTo(Arrays.copyOfRange(prefix, 1, 18));
                assertThat(Arrays.copyOfRange(prefix, 2, 18)).isEqualTo(vector.expected("blindIndex"));
                assertThat(Base64.getUrlDecoder().decode(index.queryText(value)))
                        .isEqualTo(prefix);
            }
        });
    }

    private static BlindIndex index(Vector vector, VectorRing test) {
        int epoch = vector.given().required("epoch").asInt();
        String normalizer = vector.givenText("normalizer");
        return vector.given().has("shared")
                ? BlindIndex.shared(test.ring, "default", vector.givenText("shared"), epoch, normalizer)
                : BlindIndex.ofColumn(
                        test.ring,
                        "default",
                        vector.givenText("table"),
                        Column.binary(vector.givenText("column")),
                        epoch,
                        normalizer);
    }

    private static VectorRing indexRing(byte[] key) {
        KekId kekId = new KekId(7);
        Context bound = Context.of("purpose", "index-root", "kekId", kekId.toString(), "createdAt", "1")
                .inScope("default");
        byte[] check = PRIMITIVES.hkdfExpand(
                KeyBytes.hmac(key.clone()),
                KekRecord.CHECK_BYTES,
                "rowseal/v1/kek-check".getBytes(StandardCharsets.US_ASCII),
                Pae.encode(bound));
        return new VectorRing(KekPurpose.INDEX_ROOT, "default", key, check, kekId, 1);
    }

    private static void openColumn(Vector vector, VectorRing test, TableKeys table) {
        String name = vector.givenText("column");
        Column named = withTraits(vector, vector.givenFlag("text") ? Column.text(name) : Column.binary(name));
        Column column = vector.givenFlag("rowKeys") ? named : named.withoutRowKeys();
        byte[] stored = vector.given("stored");
        byte[] plaintext = vector.readOrRefuse(() -> table.open(column, stored));
        if (vector.isValid()) {
            vector.requirePlaintext(plaintext);
            assertThat(table.isSealedValue(column, stored)).isEqualTo(!vector.expects("nonce"));
            // Warm caches change nothing.
            assertThat(table.open(column, stored)).isEqualTo(plaintext);
        }
    }

    private static Column withTraits(Vector vector, Column column) {
        JsonNode given = vector.given();
        // A reader does not depend on the step.
        int step = given.path("writer").path("padTo").asInt(2);
        Column padded = given.has("padded") ? column.withPadding(step) : column;
        return given.has("type") ? padded.typed(vector.givenText("type")) : padded;
    }

    @FunctionalInterface
    private interface RowOperation {
        void run(Vector vector, VectorRing test, TableKeys table);
    }

    private static Stream<DynamicTest> rows(String layout, RowOperation operation) {
        JsonNode file = Vectors.file(layout);
        return Vectors.tests(layout, vector -> {
            try (VectorRing test = new VectorRing(file);
                    TableKeys table = TableKeys.of(test.ring, vector.givenText("scope"), vector.givenText("table"))) {
                operation.run(vector, test, table);
            }
        });
    }
}
