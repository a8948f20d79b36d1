package io.rowseal.hibernate.internal.stored;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.row.BlindIndex;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries of another epoch, and those of values without an index, in the whole of an index column: in its order all entries of
 * one epoch stand together, so others are at its ends. Costs two steps into the database's index where all is right. The column is
 * not authentic: who finds something there must look at the rows.
 */
public final class IndexEnds {

    /** More are not counted. */
    static final int MOST = 10_000;

    private static final List<String> DIRECTIONS = List.of("", " desc");

    private final Connection connection;
    private final Dialect dialect;
    private final SqlStringGenerationContext names;
    private final IdentifierHelper identifiers;

    IndexEnds(Connection connection, SessionFactoryImplementor factory) {
        this.connection = connection;
        this.dialect = factory.getJdbcServices().getDialect();
        this.names = factory.getSqlStringGenerationContext();
        this.identifiers = factory.getJdbcServices().getJdbcEnvironment().getIdentifierHelper();
    }

    /**
     * The orders in which the index column begins with an entry that is not of the epoch that searches compute: "" or " desc". None
     * also where the database has no index that orders the column.
     *
     * @param scope any of the rows': the epoch is the same in all
     */
    List<String> deviating(Table table, EncryptedAttribute attribute, String scope) throws SQLException {
        Column column = attribute.indexColumn();
        List<String> deviating = new ArrayList<>();
        if (column != null && isOrdered(table, column)) {
            for (String direction : DIRECTIONS) {
                if (!walk(table, attribute, column, scope, direction, 1).ended()) {
                    deviating.add(direction);
                }
            }
        }
        return deviating;
    }

    /** How many entries are not of the epoch that searches compute, at most {@link #MOST} from each end. */
    int others(Table table, EncryptedAttribute attribute, String scope) throws SQLException {
        Column column = attribute.indexColumn();
        if (column == null) {
            return 0;
        }
        int found = 0;
        for (String direction : deviating(table, attribute, scope)) {
            Walk walk = walk(table, attribute, column, scope, direction, MOST);
            if (!walk.ended()) {
                return Math.min(MOST, found + walk.others());
            }
            found += walk.others();
        }
        return found;
    }

    /**
     * What was met from an end.
     *
     * @param others how many entries are not of the epoch
     * @param ended whether an entry that is ended the walk, else there are no more, or too many
     */
    private record Walk(int others, boolean ended) {}

    private Walk walk(
            Table table, EncryptedAttribute attribute, Column column, String scope, String direction, int limit)
            throws SQLException {
        BlindIndex index = attribute.ciphers().ofScope(scope).index();
        if (index == null) {
            return new Walk(0, true);
        }
        boolean text = attribute.text();
        String name = column.getQuotedName(dialect);
        String sql = "select " + name + " from " + table.getQualifiedName(names) + " where " + name
                + " is not null order by " + name + direction + " limit " + limit;
        try (Statement statement = connection.createStatement();
                ResultSet entries = statement.executeQuery(sql)) {
            int found = 0;
            while (entries.next()) {
                if (text ? index.isOfEpoch(entries.getString(1)) : index.isOfEpoch(entries.getBytes(1))) {
                    return new Walk(found, true);
                }
                found++;
            }
            return new Walk(found, found == 0);
        }
    }

    /** Whether the database has an index that begins with the column; without one the whole table would be sorted. */
    private boolean isOrdered(Table table, Column column) throws SQLException {
        String catalog = nameOf(names.catalogWithDefault(table.getCatalogIdentifier()));
        String schema = nameOf(names.schemaWithDefault(table.getSchemaIdentifier()));
        String wanted = identifiers.toMetaDataObjectName(Identifier.toIdentifier(column.getName(), column.isQuoted()));
        try (ResultSet indexes = connection
                .getMetaData()
                .getIndexInfo(
                        catalog == null ? connection.getCatalog() : catalog,
                        schema == null ? connection.getSchema() : schema,
                        nameOf(table.getNameIdentifier()),
                        false,
                        true)) {
            while (indexes.next()) {
                if (indexes.getInt("ORDINAL_POSITION") == 1
                        && wanted.equalsIgnoreCase(indexes.getString("COLUMN_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    private @Nullable String nameOf(@Nullable Identifier identifier) {
        return identifier == null ? null : identifiers.toMetaDataObjectName(identifier);
    }
}
