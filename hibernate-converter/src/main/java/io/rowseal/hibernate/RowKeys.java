package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Gives rows that have no row key one: those that were there before their columns were encrypted, and those that bulk HQL inserted.
 * Each row is locked, and one UPDATE seals all its encrypted columns under the new key and sets {@code row_key}, where it is still
 * null. Values, versions and blind indexes stay as they are.
 *
 * <p>It is safe beside writers of every kind: sessions, partial updates and {@link org.hibernate.StatelessSession}s that read such a
 * row before it got its key write under that key. A row that has a key keeps it; what is a sealed value in it becomes a cell. Rows
 * that have nothing to change are left alone, so a call can be repeated, and goes on where an earlier one was stopped.
 *
 * <p>A value that cannot be opened fails the call with {@link UnreadableAttributeException}, and its transaction should be rolled back;
 * in a mode that writes plaintext, plaintext stays. Thread safe.
 */
public final class RowKeys {

    private RowKeys() {}

    /**
     * How far {@link #giveNext} got. Can be stored, to go on in another process.
     *
     * @param table the table that was looked at
     * @param key the last primary key in it
     */
    public record Position(String table, List<Object> key) implements Serializable {

        /** Takes the key by value. */
        public Position {
            key = List.copyOf(key);
        }
    }

    /**
     * What {@link #giveNext} did.
     *
     * @param given how many rows got a key
     * @param next where to go on, null when all rows were looked at
     */
    public record Batch(int given, @Nullable Position next) {}

    /**
     * Gives the rows of some entities their keys, in all tables, in the transaction of a session. Also turns sealed values of rows
     * that have a key into cells.
     *
     * @param session a Session or StatelessSession in a transaction; where rows belong to tenants, one of the tenant
     * @param entity a class of the hierarchy
     * @param ids identifiers; those that have no row are ignored
     * @return how many rows were changed; an entity of several tables has several
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is no entity with encrypted attributes
     */
    public static int give(SharedSessionContract session, Class<?> entity, Collection<?> ids) {
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

    /**
     * Gives the next rows that have none their keys, in the order of primary keys, in the transaction of a session.
     *
     * @param session a Session or StatelessSession in a transaction; where each tenant has tables of its own, one of the tenant
     * @param entity a class of the hierarchy: rows of all its classes get keys
     * @param after what the call before returned, null to begin
     * @param rows how many at most, 1 to 100,000: they stay locked until the transaction ends
     * @return how many got one, and where to go on
     * @throws IllegalStateException if the session is in no transaction
     * @throws IllegalArgumentException if the class is no entity with encrypted attributes, or the position is of another one
     * @throws ConfigurationException if rows of all tenants are in one table: then select the identifiers in a session of each
     *     tenant, and {@link #give} them keys
     */
    public static Batch giveNext(SharedSessionContract session, Class<?> entity, @Nullable Position after, int rows) {
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

    /**
     * Gives all rows of a hierarchy that have none their keys, each batch in a transaction of its own.
     *
     * @param factory the SessionFactory
     * @param entity a class of the hierarchy
     * @param rows how many at most in one transaction
     * @return how many rows got one
     */
    public static long giveAll(SessionFactory factory, Class<?> entity, int rows) {
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
            throw new IllegalArgumentException("class " + entity.getName() + " is no entity of this SessionFactory");
        }
        RowKeyPlaces places = EncryptionRuntime.of(factory.getServiceRegistry()).rowKeyPlaces();
        List<KeylessTable> tables = KeylessTable.ofHierarchy(factory, places, persister);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException(
                    "entity '" + persister.getEntityName() + "' has no encrypted attributes");
        }
        return tables;
    }
}
