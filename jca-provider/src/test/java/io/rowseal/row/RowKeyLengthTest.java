package io.rowseal.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.MalformedCiphertextException;
import io.rowseal.testing.Bytes;
import io.rowseal.testing.TestRing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why the SQL that joins row_key and column has to look at the length of row_key: docs/format.md, section 8. */
class RowKeyLengthTest {

    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final String UNGUARDED = "coalesce(row_key, X'FD') || name";
    private static final String GUARDED = "case when octet_length(row_key) = 83 then row_key else X'FD' end || name";

    private final TestRing test = new TestRing();
    private final TableKeys patients = TableKeys.of(test.ring, "default", "patients");
    private final Column name = Column.binary("name");
    private final RowKey row = patients.newRowKey();
    private final byte[] merged = Bytes.concat(row.block(), row.seal(name, new byte[0], SECRET));
    private Connection connection;

    @BeforeEach
    void createTable() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:");
        connection.createStatement().execute("create table patients (row_key varbinary(83), name varbinary(500))");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        patients.close();
        test.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 11, 82})
    void attack03_aShortRowKeyCompletedByTheColumnIsRefusedByTheGuardOnly(int length) throws SQLException {
        byte[] shortKey = Arrays.copyOf(merged, length);
        byte[] rest = Arrays.copyOfRange(merged, length, merged.length);

        assertThat(patients.open(name, stored(shortKey, rest, UNGUARDED))).isEqualTo(SECRET);
        byte[] guarded = stored(shortKey, rest, GUARDED);
        assertThatThrownBy(() -> patients.open(name, guarded)).isInstanceOf(MalformedCiphertextException.class);
    }

    @Test
    void theGuardLetsWholeRowKeysAndNullPass() throws SQLException {
        byte[] cell = Arrays.copyOfRange(merged, 83, merged.length);
        byte[] sealed = patients.sealValue(name, new byte[0], SECRET);

        assertThat(patients.open(name, stored(row.block(), cell, GUARDED))).isEqualTo(SECRET);
        assertThat(patients.open(name, stored(row.block(), merged, GUARDED))).isEqualTo(SECRET);
        assertThat(patients.open(name, stored(null, sealed, GUARDED))).isEqualTo(SECRET);
        byte[] withoutKey = stored(null, merged, GUARDED);
        assertThatThrownBy(() -> patients.open(name, withoutKey)).isInstanceOf(MalformedCiphertextException.class);
    }

    private byte[] stored(byte[] rowKey, byte[] column, String expression) throws SQLException {
        connection.createStatement().execute("truncate table patients");
        try (PreparedStatement insert = connection.prepareStatement("insert into patients values (?, ?)")) {
            insert.setBytes(1, rowKey);
            insert.setBytes(2, column);
            insert.executeUpdate();
        }
        try (ResultSet result = connection.createStatement().executeQuery("select " + expression + " from patients")) {
            assertThat(result.next()).isTrue();
            return result.getBytes(1);
        }
    }
}
