package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.RowsealException;
import io.rowseal.hibernate.UnreadableAttributeException;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.RowKey;
import io.rowseal.row.RowKeyBlock;
import io.rowseal.row.TableKeys;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Locks a row of a table, and gives it a row key under which all its encrypted columns are sealed anew. */
public final class RowRewrite {

    private final SharedSessionContractImplementor session;
    private final KeylessTable table;
    private final List<Map.Entry<String, EncryptedAttribute>> columns;

    RowRewrite(SharedSessionContractImplementor session, KeylessTable table) {
        this.session = session;
        this.table = table;
        this.columns = List.copyOf(table.columns().entrySet());
    }

    /**
     * Rewrites a row. Values that are cells already, and plaintext that the mode writes, stay as they are.
     *
     * @param key what its primary key holds
     * @return whether anything was changed
     */
    boolean rewrite(Connection connection, List<@Nullable Object> key) throws SQLException {
        String select = "select row_key"
                + columns.stream().map(column -> ", " + column.getKey()).collect(Collectors.joining())
                + " from " + table.name() + where() + " for update";
        byte[] present;
        RowKey rowKey;
        Map<String, Object> changed = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            bindKey(statement, 1, key);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                present = row.getBytes(1);
                TableKeys keys = table.rowKeys().table().keys(session);
                rowKey = present == null ? keys.newRowKey() : keys.rowKey(present);
                for (int i = 0; i < columns.size(); i++) {
                    Map.Entry<String, EncryptedAttribute> column = columns.get(i);
                    Object cell = cell(column.getValue(), row, i + 2, present, rowKey);
                    if (cell != null) {
                        changed.put(column.getKey(), cell);
                    }
                }
            }
        }
        return (present == null || !changed.isEmpty())
                && update(connection, key, present == null ? rowKey : null, changed);
    }

    private @Nullable Object cell(
            EncryptedAttribute attribute, ResultSet row, int index, byte @Nullable [] present, RowKey rowKey)
            throws SQLException {
        byte[] bare = attribute.text() ? utf8(row.getString(index)) : row.getBytes(index);
        if (bare == null) {
            return null;
        }
        byte[] stored = RowKeyBlock.join(present, bare);
        if (attribute.mode().writesPlaintext()
                && attribute.ciphers().plaintext(stored).isPresent()) {
            return null;
        }
        try {
            byte[] cell = attribute
                    .ciphers()
                    .of(session)
                    .reseal(stored, rowKey, attribute.mode().isStrict());
            return cell == null ? null : attribute.text() ? TableKeys.toText(cell) : cell;
        } catch (RowsealException e) {
            throw new UnreadableAttributeException(attribute.name(), e);
        }
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean update(
            Connection connection, List<@Nullable Object> key, @Nullable RowKey given, Map<String, Object> changed)
            throws SQLException {
        List<String> assignments = new ArrayList<>();
        if (given != null) {
            assignments.add("row_key=?");
        }
        changed.keySet().forEach(column -> assignments.add(column + "=?"));
        String update = "update " + table.name() + " set " + String.join(", ", assignments) + where()
                + (given == null ? "" : " and row_key is null");
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            int index = 1;
            if (given != null) {
                statement.setBytes(index++, given.block());
            }
            for (Object cell : changed.values()) {
                if (cell instanceof byte[] bytes) {
                    statement.setBytes(index++, bytes);
                } else {
                    statement.setString(index++, (String) cell);
                }
            }
            bindKey(statement, index, key);
            return statement.executeUpdate() == 1;
        }
    }

    private String where() {
        return " where "
                + table.keys().stream()
                        .map(key -> key.getSelectionExpression() + "=" + key.getWriteExpression())
                        .collect(Collectors.joining(" and "));
    }

    @SuppressWarnings("unchecked")
    void bindKey(PreparedStatement statement, int first, List<@Nullable Object> key) throws SQLException {
        for (int i = 0; i < key.size(); i++) {
            table.keys().get(i).getJdbcMapping().getJdbcValueBinder().bind(statement, key.get(i), first + i, session);
        }
    }
}
