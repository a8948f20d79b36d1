package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.row.TableKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/** Looks at a few rows of a table, so that no statement is proposed that would destroy what they hold. */
public final class TableRows {

    private static final Logger LOG = Logger.getLogger(TableRows.class);

    private static final int SAMPLE = 5;

    private final Connection connection;
    private final Dialect dialect;
    private final SqlStringGenerationContext names;

    TableRows(Connection connection, Dialect dialect, SqlStringGenerationContext names) {
        this.connection = connection;
        this.dialect = dialect;
        this.names = names;
    }

    /** Whether a table certainly has no rows; not if it may not be read. */
    boolean isEmpty(Table table) {
        return values("select 1 from " + table.getQualifiedName(names), 1)
                .map(List::isEmpty)
                .orElse(false);
    }

    /** Whether a column certainly holds null in all rows. */
    boolean isEmpty(Table table, Column column) {
        return firstValues(table, column, 1).map(List::isEmpty).orElse(false);
    }

    /** Whether one of the first values of a column is certainly none that this library stored. */
    boolean holdsPlaintext(Table table, ExpectedColumn column) {
        return firstValues(table, column.column())
                .map(values -> values.stream().anyMatch(value -> !TableKeys.looksStored(value, column.text())))
                .orElse(false);
    }

    /** Whether a column holds values, and the first of them are all such as this library stores. */
    boolean holdsCiphertext(Table table, ExpectedColumn column) {
        return firstValues(table, column.column())
                .map(values -> !values.isEmpty()
                        && values.stream().allMatch(value -> TableKeys.looksStored(value, column.text())))
                .orElse(false);
    }

    /** The first values of a column, none if it may not be read. */
    Optional<List<byte[]>> firstValues(Table table, Column column) {
        return firstValues(table, column, SAMPLE);
    }

    private Optional<List<byte[]>> firstValues(Table table, Column column, int limit) {
        String name = column.getQuotedName(dialect);
        return values(
                "select " + name + " from " + table.getQualifiedName(names) + " where " + name + " is not null", limit);
    }

    private Optional<List<byte[]>> values(String query, int limit) {
        List<byte[]> values = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(limit);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(StoredBytes.of(rows, 1));
                }
            }
            return Optional.of(values);
        } catch (SQLException e) {
            LOG.debugf(e, "rows were not looked at: %s", query);
            return Optional.empty();
        } finally {
            endTransaction();
        }
    }

    /** PostgreSQL refuses every statement of a transaction in which one failed. */
    private void endTransaction() {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("a transaction that only read was not ended", e);
        }
    }
}
