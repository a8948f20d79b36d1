package io.rowseal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlaintextFinderTest {

    private static final String VALUE = "Zoë Ågård?>";

    private final JdbcDataSource database = new JdbcDataSource();
    private PlaintextFinder finder;

    @BeforeEach
    void createTables() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        finder = PlaintextFinder.in(database);
        execute("create table patient (id int, name varchar(200), note clob, picture blob, scan varbinary(200))");
        execute("create schema \"Other \"\"schema\"");
        execute("create table \"Other \"\"schema\".\"a \"\"table\" (\"a column\" varchar(200))");
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(VALUE, "UTF-8"),
                Arguments.of("before " + VALUE + " after", "UTF-8"),
                Arguments.of(HexFormat.of().formatHex(bytes("x" + VALUE)), "hexadecimal of UTF-8"),
                Arguments.of(HexFormat.of().withUpperCase().formatHex(bytes(VALUE)), "hexadecimal of UTF-8"),
                Arguments.of(Base64.getEncoder().encodeToString(bytes(VALUE)), "Base64 of UTF-8"),
                Arguments.of(Base64.getEncoder().encodeToString(bytes("a" + VALUE + "b")), "Base64 of UTF-8"),
                Arguments.of(Base64.getUrlEncoder().encodeToString(bytes("ab" + VALUE)), "Base64 of UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsFoundInATextColumn(String stored, String form) throws SQLException {
        execute("insert into patient (name) values (?)", stored);
        assertThat(finder.find(VALUE)).containsExactly("PATIENT.NAME (" + form + ")");
        execute("update patient set name = null, note = ?", stored);
        assertThat(finder.find(VALUE)).containsExactly("PATIENT.NOTE (" + form + ")");
    }

    static Stream<Arguments> encodings() {
        return Stream.of(
                Arguments.of(VALUE.getBytes(StandardCharsets.UTF_8), "UTF-8"),
                Arguments.of(VALUE.getBytes(StandardCharsets.UTF_16BE), "UTF-16BE"),
                Arguments.of(VALUE.getBytes(StandardCharsets.UTF_16), "UTF-16BE"),
                Arguments.of(VALUE.getBytes(StandardCharsets.UTF_16LE), "UTF-16LE"),
                Arguments.of(VALUE.getBytes(StandardCharsets.ISO_8859_1), "Latin-1"),
                Arguments.of(
                        Base64.getEncoder().encode(VALUE.getBytes(StandardCharsets.UTF_16LE)), "Base64 of UTF-16LE"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aTextIsFoundInABinaryColumn(byte[] stored, String form) throws SQLException {
        execute("insert into patient (picture) values (?)", (Object) stored);
        assertThat(finder.find(VALUE)).containsExactly("PATIENT.PICTURE (" + form + ")");
        execute("update patient set picture = null, scan = ?", (Object) stored);
        assertThat(finder.find(VALUE)).containsExactly("PATIENT.SCAN (" + form + ")");
    }

    @Test
    void bytesAreFound() throws SQLException {
        byte[] value = {(byte) 0xff, 0, (byte) 0x80, 7, 9};
        execute(
                "insert into patient (scan, name) values (?, ?)",
                new byte[] {1, (byte) 0xff, 0, (byte) 0x80, 7, 9, 2},
                "ff00800709");
        assertThat(finder.find(value)).containsExactly("PATIENT.NAME (hexadecimal of bytes)", "PATIENT.SCAN (bytes)");
        assertThatThrownBy(() -> finder.assertAbsent(value)).isInstanceOf(AssertionError.class);
        value[4]++;
        finder.assertAbsent(value);
    }

    @Test
    void tablesOfOtherSchemasAreSearched() throws SQLException {
        execute("insert into \"Other \"\"schema\".\"a \"\"table\" values (?)", VALUE);
        assertThat(finder.find(VALUE)).containsExactly("a \"table.a column (UTF-8)");
    }

    @Test
    void theAssertionNamesTheColumnAndNotTheValue() throws SQLException {
        execute("insert into patient (id, name) values (1, ?), (2, ?)", VALUE, VALUE);
        assertThatThrownBy(() -> finder.assertAbsent(VALUE))
                .isInstanceOf(AssertionError.class)
                .hasMessage("the value is in clear in PATIENT.NAME (UTF-8): its attribute is not encrypted."
                        + " Put @Encrypted on it and encrypt the rows that exist.");
        assertThatCode(() -> finder.assertAbsent("somebody else")).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseWithoutRowsShowsNothing() throws SQLException {
        assertThatThrownBy(() -> finder.assertAbsent(VALUE))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("no table has a committed row: ");
        try (Connection open = database.getConnection();
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("insert into patient (id) values (1)");
            assertThatThrownBy(() -> finder.assertAbsent(VALUE))
                    .hasMessageStartingWith("no table has a committed row: ");
        }
    }

    @Test
    void aValueThatCiphertextContainsByChanceIsRefused() {
        assertThatThrownBy(() -> finder.find("Bob"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot search for a value of 3 bytes: ");
        assertThatThrownBy(() -> finder.find(new byte[3])).isInstanceOf(IllegalArgumentException.class);
    }
}
