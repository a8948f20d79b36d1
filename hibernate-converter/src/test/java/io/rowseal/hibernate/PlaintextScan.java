package io.rowseal.hibernate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks for byte sequences in all that a database holds, behind Hibernate's back. */
final class PlaintextScan {

    private final List<byte[]> wanted;

    /** Index of what was found in the list, by place. */
    final Set<String> found = new TreeSet<>();

    PlaintextScan(List<byte[]> wanted) {
        this.wanted = wanted;
    }

    /** Every column of every row of every table. */
    void tables(String url, String user) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, "")) {
            for (String table : tables(connection)) {
                try (var statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("select * from " + table)) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) {
                        for (int i = 1; i <= columns; i++) {
                            search(
                                    table + "." + rows.getMetaData().getColumnLabel(i),
                                    rows.getObject(i) instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                            : latin1(String.valueOf(rows.getObject(i))));
                        }
                    }
                }
            }
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet listed = connection
                .getMetaData()
                .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (listed.next()) {
                String schema = listed.getString("TABLE_SCHEM");
                if (schema == null || schema.equalsIgnoreCase("public")) {
                    tables.add(listed.getString("TABLE_NAME"));
                }
            }
        }
        return tables;
    }

    /** The bytes of the text in UTF-8, one character each. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    void files(Path directory, String start) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.getFileName().toString().startsWith(start)) {
                    search("file", Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private void search(String place, String content) {
        for (int i = 0; i < wanted.size(); i++) {
            if (content.contains(new String(wanted.get(i), StandardCharsets.ISO_8859_1))) {
                found.add(place + " " + i);
            }
        }
    }
}
