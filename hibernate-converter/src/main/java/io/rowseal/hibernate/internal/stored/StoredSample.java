package io.rowseal.hibernate.internal.stored;

import io.rowseal.hibernate.internal.sql.StoredRowKey;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * A few rows of a table: the first and the last by primary key, and pages from anywhere between where the key is a whole number. So
 * the size of the table does not matter, and what was written at different times is seen.
 */
public final class StoredSample {

    /** Of the table, in expressions. */
    static final String ALIAS = "sampled_";

    /** Of each end, and of each page between. */
    private static final int ROWS = 5;

    private static final int PAGES = 4;

    /**
     * One row.
     *
     * @param rowKey what {@code row_key} holds, null without
     * @param values in the order of the attributes
     * @param tenant what its tenant column holds, null where rows are not those of tenants
     */
    record Row(
            @Nullable ByteBuffer rowKey,
            List<@Nullable ByteBuffer> values,
            @Nullable Object tenant) {

        byte @Nullable [] block() {
            return bytes(rowKey);
        }

        byte @Nullable [] value(int index) {
            return bytes(values.get(index));
        }

        @SuppressWarnings("ByteBufferBackingArray") // It was wrapped below, as a whole.
        private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
            return buffer == null ? null : buffer.array();
        }
    }

    /** What was read, and where the page begins or ends. */
    private record Page(
            List<Row> rows,
            @Nullable Long firstKey,
            @Nullable Long lastKey) {}

    private interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private static final Binder UNBOUND = statement -> {};

    private final Connection connection;
    private final Dialect dialect;
    private final List<String> columns;
    private final boolean rowKeyed;
    private final List<String> keys;
    private final @Nullable TenantColumn tenants;
    private final String from;

    StoredSample(
            Connection connection,
            Table table,
            Collection<EncryptedAttribute> attributes,
            @Nullable TenantColumn tenants,
            Dialect dialect,
            SqlStringGenerationContext names) {
        this.connection = connection;
        this.dialect = dialect;
        Column rowKey = table.getColumn(new Column(StoredRowKey.COLUMN));
        this.rowKeyed = rowKey != null;
        this.columns = Stream.concat(
                        attributes.stream().map(EncryptedAttribute::mappingColumn), Stream.ofNullable(rowKey))
                .map(column -> column.getQuotedName(dialect))
                .toList();
        this.keys = table.getPrimaryKey() == null
                ? List.of()
                : table.getPrimaryKey().getColumns().stream()
                        .map(column -> column.getQuotedName(dialect))
                        .toList();
        this.tenants = tenants;
        this.from = " from " + table.getQualifiedName(names) + " " + ALIAS;
    }

    /** The rows, each once; the set is the caller's. */
    Set<Row> rows() throws SQLException {
        if (keys.isEmpty()) {
            return new LinkedHashSet<>(page("", "", (2 + PAGES) * ROWS, UNBOUND).rows());
        }
        Page first = page("", " order by " + String.join(", ", keys), ROWS, UNBOUND);
        Page last = page(
                "",
                keys.stream().map(key -> key + " desc").collect(Collectors.joining(", ", " order by ", "")),
                ROWS,
                UNBOUND);
        Set<Row> rows = new LinkedHashSet<>(first.rows());
        rows.addAll(last.rows());
        Long from = first.lastKey();
        Long to = last.lastKey();
        for (int i = 0; i < PAGES && from != null && to != null && from < to; i++) {
            long key = ThreadLocalRandom.current().nextLong(from, to);
            rows.addAll(page(
                            " where " + keys.get(0) + " >= ?",
                            " order by " + String.join(", ", keys),
                            ROWS,
                            statement -> statement.setLong(1, key))
                    .rows());
        }
        return rows;
    }

    /** The rows at an end of an index column. */
    List<Row> rowsBy(Column indexColumn, String direction) throws SQLException {
        String name = indexColumn.getQuotedName(dialect);
        return page(" where " + name + " is not null", " order by " + name + direction, ROWS, UNBOUND)
                .rows();
    }

    /** Rows of a tenant, where the table says whose they are. */
    List<Row> rowsOf(Object tenant) throws SQLException {
        if (tenants == null || !tenants.isOwn()) {
            return List.of();
        }
        return page(" where " + tenants.sql() + " = ?", "", 2 * ROWS, statement -> tenants.bind(statement, 1, tenant))
                .rows();
    }

    private Page page(String where, String order, int limit, Binder binder) throws SQLException {
        String selected = Stream.of(
                        columns.stream(),
                        Stream.ofNullable(tenants).map(TenantColumn::sql),
                        keys.stream().limit(1))
                .flatMap(Function.identity())
                .collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("select " + selected + this.from + where + order + " limit " + limit)) {
            binder.bind(statement);
            try (ResultSet result = statement.executeQuery()) {
                return page(result);
            }
        }
    }

    private Page page(ResultSet result) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int key = columns.size() + (tenants == null ? 1 : 2);
        boolean whole = !keys.isEmpty() && isWhole(result.getMetaData().getColumnType(key));
        Long first = null;
        Long last = null;
        while (result.next()) {
            rows.add(row(result));
            if (whole) {
                last = result.getLong(key);
                first = Objects.requireNonNullElse(first, last);
            }
        }
        return new Page(rows, first, last);
    }

    private Row row(ResultSet result) throws SQLException {
        List<@Nullable ByteBuffer> read = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
            byte[] bytes = result.getBytes(i);
            read.add(bytes == null ? null : ByteBuffer.wrap(bytes));
        }
        ByteBuffer rowKey = rowKeyed ? read.remove(read.size() - 1) : null;
        return new Row(rowKey, read, tenants == null ? null : tenants.read(result, columns.size() + 1));
    }

    private static boolean isWhole(int jdbcType) {
        return IntStream.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT)
                .anyMatch(type -> type == jdbcType);
    }
}
