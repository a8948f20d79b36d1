package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Gives the rows of one SessionFactory their row keys. Thread safe. */
public final class RowKeyRewrites implements RowKeys {

    private static final long serialVersionUID = 1L;

    private final transient SessionFactoryImplementor factory;

    public RowKeyRewrites(SessionFactoryImplementor factory) {
        this.factory = factory;
    }

    @Override
    public int give(SharedSessionContract session, Class<?> entity, Collection<?> ids) {
        SharedSessionContractImplementor own = requireTransaction(session);
        List<KeylessTable> tables = tables(own.getFactory(), entity);
        return work(own, connection -> {
            int changed = 0;
            for (KeylessTable table : tables) {
                RowRewrite rewrite = new RowRewrite(own, table);
                for (Object id : ids) {
                    changed += rewrite.rewrite(connection, key(own, table.persister(), id)) ? 1 : 0;
                }
            }
            return changed;
        });
    }

    @Override
    public Batch giveNext(SharedSessionContract session, Class<?> entity, @Nullable Position after, int rows) {
        if (rows < 1 || rows > 100_000) {
            throw new IllegalArgumentException("rows must be 1 to 100,000, not " + rows);
        }
        SharedSessionContractImplementor own = requireTransaction(session);
        List<KeylessTable> tables = tables(own.getFactory(), entity);
        for (KeylessTable table : tables) {
            if (table.isFiltered()) {
                throw new ConfigurationException("table '" + table.name()
                        + "' holds rows of all tenants, whose keys no session has at once: select the identifiers in a session"
                        + " of each tenant and call RowKeys.give");
            }
        }
        return work(own, connection -> next(own, connection, tables, after, rows));
    }

    @Override
    public long giveAll(Class<?> entity, int rows) {
        long given = 0;
        Position position = null;
        do {
            Position after = position;
            Batch batch = factory.fromStatelessTransaction(session -> giveNext(session, entity, after, rows));
            given += batch.given();
            position = batch.next();
        } while (position != null);
        return given;
    }

    private static Batch next(
            SharedSessionContractImplementor session,
            Connection connection,
            List<KeylessTable> tables,
            @Nullable Position after,
            int rows)
            throws SQLException {
        int at = after == null ? 0 : indexOf(tables, after.table());
        List<@Nullable Object> key = after == null ? List.of() : List.copyOf(after.key());
        int given = 0;
        int looked = 0;
        for (; at < tables.size(); at++, key = List.of()) {
            KeylessTable table = tables.get(at);
            RowRewrite rewrite = new RowRewrite(session, table);
            List<List<@Nullable Object>> found = keyless(session, connection, table, rewrite, key, rows - looked);
            for (List<@Nullable Object> row : found) {
                given += rewrite.rewrite(connection, row) ? 1 : 0;
            }
            looked += found.size();
            if (looked == rows) {
                return new Batch(given, new Position(table.name(), nonNull(found.get(found.size() - 1))));
            }
        }
        return new Batch(given, null);
    }

    private static int indexOf(List<KeylessTable> tables, String name) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the position is of table '" + name + "', which has no rows of the entity");
    }

    /** Without a lock, which databases would keep on all rows they look at. */
    private static List<List<@Nullable Object>> keyless(
            SharedSessionContractImplementor session,
            Connection connection,
            KeylessTable table,
            RowRewrite rewrite,
            List<@Nullable Object> after,
            int limit)
            throws SQLException {
        String keys = names(table, SelectableMapping::getSelectionExpression);
        String sql = "select " + keys + " from " + table.name() + " where row_key is null"
                + (after.isEmpty()
                        ? ""
                        : " and (" + keys + ") > (" + names(table, SelectableMapping::getWriteExpression) + ")")
                + " order by " + keys + " limit " + limit;
        List<List<@Nullable Object>> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            rewrite.bindKey(statement, 1, after);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    @Nullable Object[] key = new Object[table.keys().size()];
                    for (int i = 0; i < key.length; i++) {
                        key[i] = table.keys()
                                .get(i)
                                .getJdbcMapping()
                                .getJdbcValueExtractor()
                                .extract(rows, i + 1, session);
                    }
                    found.add(Arrays.asList(key));
                }
            }
        }
        return found;
    }

    private static String names(KeylessTable table, java.util.function.Function<SelectableMapping, String> name) {
        return table.keys().stream().map(name).collect(Collectors.joining(", "));
    }

    private static List<Object> nonNull(List<@Nullable Object> key) {
        return key.stream().map(java.util.Objects::requireNonNull).collect(Collectors.toList());
    }

    private static List<@Nullable Object> key(
            SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        List<@Nullable Object> key = new ArrayList<>();
        persister.getIdentifierMapping().breakDownJdbcValues(id, (index, value, column) -> key.add(value), session);
        return key;
    }

    private static <R> R work(SharedSessionContractImplementor session, ReturningWork<R> work) {
        return session.doReturningWork(work);
    }

    private static SharedSessionContractImplementor requireTransaction(SharedSessionContract session) {
        SharedSessionContractImplementor own = (SharedSessionContractImplementor) session;
        if (!own.isTransactionInProgress()) {
            throw new IllegalStateException(
                    "row keys are given in a transaction, and the session is in none: begin one");
        }
        return own;
    }

    private static List<KeylessTable> tables(SessionFactoryImplementor factory, Class<?> entity) {
        EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(entity);
        if (persister == null) {
            throw new IllegalArgumentException(
                    "class " + entity.getName() + " is not an entity of this SessionFactory");
        }
        RowKeyPlaces places = RowKeyPlaces.of(factory.getServiceRegistry());
        List<KeylessTable> tables = KeylessTable.ofHierarchy(factory, places, persister);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(
                    "entity '" + persister.getEntityName() + "' has no encrypted attributes");
        }
        return tables;
    }
}
