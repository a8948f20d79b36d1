package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rowseal.hibernate.internal.sql.SqlFragments;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** MariaDB gives null, and a warning, for a result that is longer than a packet may be. */
class CutOffResultTest {

    private static final int PACKET = 1 << 20;

    @Test
    void aValueThatIsTooLongForAPacketIsMalformedAndNotNull() throws SQLException {
        assumeTrue(TestDatabase.tested().contains(TestDatabase.MARIADB), "MariaDB is not among the tested databases");
        String url = TestDatabase.MARIADB.newDatabase();
        long before = 0;
        try (Connection connection = DriverManager.getConnection(url, TestDatabase.MARIADB.user(), "");
                Statement statement = connection.createStatement()) {
            before = number(statement, "select @@global.max_allowed_packet");
            statement.execute("set global max_allowed_packet = " + PACKET);
            assertThat(read(url)).containsExactly(0xFE);
        } finally {
            restore(url, before);
        }
    }

    private static byte[] read(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, TestDatabase.MARIADB.user(), "");
                Statement statement = connection.createStatement()) {
            statement.execute("create table letter (row_key varbinary(83), body longblob)");
            statement.execute("insert into letter values (repeat('k', 83), repeat('b', " + (PACKET - 10) + "))");
            String read = SqlFragments.MYSQL.rowRead("row_key", "body", false);
            try (ResultSet rows = statement.executeQuery("select " + read + " from letter")) {
                assertThat(rows.next()).isTrue();
                return rows.getBytes(1);
            }
        }
    }

    private static void restore(String url, long packet) throws SQLException {
        if (packet > 0) {
            try (Connection connection = DriverManager.getConnection(url, TestDatabase.MARIADB.user(), "");
                    Statement statement = connection.createStatement()) {
                statement.execute("set global max_allowed_packet = " + packet);
            }
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
