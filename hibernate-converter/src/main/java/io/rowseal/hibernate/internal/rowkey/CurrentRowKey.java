package io.rowseal.hibernate.internal.rowkey;

import io.rowseal.hibernate.internal.sql.StoredRowKey;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.mutation.EntityMutationTarget;
import org.hibernate.persister.entity.mutation.EntityTableMapping;
import org.jspecify.annotations.Nullable;

/**
 * The row key that a row has now, locked until the transaction ends. A plain select would not do: under REPEATABLE READ, the
 * default of MariaDB, it shows the row as it was when the transaction began, while an UPDATE changes the row as it is.
 *
 * @param block null if the row has none
 */
public record CurrentRowKey(byte @Nullable [] block) {

    /** Reads and locks; null if there is no row. */
    static @Nullable CurrentRowKey lock(
            SharedSessionContractImplementor session, EntityTableMapping table, EntityPersister persister, Object id) {
        return lock(session, StoredRowKey.COLUMN, table, persister, id);
    }

    /** Locks the row of an entity in its first table; false if there is none. */
    static boolean lockEntity(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        EntityTableMapping table = ((EntityMutationTarget) persister).getIdentifierTableMapping();
        return lock(session, "null", table, persister, id) != null;
    }

    private static @Nullable CurrentRowKey lock(
            SharedSessionContractImplementor session,
            String selected,
            EntityTableMapping table,
            EntityPersister persister,
            Object id) {
        List<SelectableMapping> keys = new ArrayList<>();
        table.getKeyMapping().forEachSelectable((index, key) -> keys.add(key));
        String sql = "select " + selected + " from " + table.getTableName() + " where "
                + keys.stream()
                        .map(key -> key.getSelectionExpression() + "=" + key.getWriteExpression())
                        .collect(Collectors.joining(" and "))
                + " for update";
        JdbcCoordinator jdbc = session.getJdbcCoordinator();
        PreparedStatement statement = jdbc.getStatementPreparer().prepareStatement(sql);
        try {
            persister
                    .getIdentifierMapping()
                    .breakDownJdbcValues(
                            id, (index, value, key) -> bind(session, statement, index + 1, value, key), session);
            ResultSet row = statement.executeQuery();
            return row.next() ? new CurrentRowKey(row.getBytes(1)) : null;
        } catch (SQLException e) {
            throw session.getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "the row key of a row could not be read and locked", sql);
        } finally {
            jdbc.getLogicalConnection().getResourceRegistry().release(statement);
            jdbc.afterStatementExecution();
        }
    }

    @SuppressWarnings("unchecked")
    private static void bind(
            SharedSessionContractImplementor session,
            PreparedStatement statement,
            int index,
            @Nullable Object value,
            SelectableMapping key) {
        try {
            key.getJdbcMapping().getJdbcValueBinder().bind(statement, value, index, session);
        } catch (SQLException e) {
            throw session.getJdbcServices().getSqlExceptionHelper().convert(e, "the id of a row could not be bound");
        }
    }

    @Override
    public String toString() {
        return "CurrentRowKey";
    }
}
