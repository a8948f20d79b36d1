package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.rowkey.RowKeyJdbcType;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.id.BulkInsertionCapableIdentifierGenerator;
import org.hibernate.id.OptimizableGenerator;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.sqm.mutation.internal.cte.CteInsertStrategy;
import org.hibernate.query.sqm.tree.domain.SqmPath;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.insert.SqmInsertValuesStatement;

/**
 * Refuses inserts in HQL that Hibernate sends by way of a table of its own: those into several tables, and those for which it must
 * make identifiers. It leaves the hidden row key out of that table and counts it nevertheless, so that values get into the wrong
 * columns.
 */
public final class BulkInsertCheck {

    private BulkInsertCheck() {}

    /**
     * Checks an insert.
     *
     * @throws UnsupportedEncryptedQueryException if values would be stored in wrong columns
     */
    static void check(SqmInsertStatement<?> statement) {
        String entity = statement.getTarget().getModel().getHibernateEntityName();
        EntityPersister persister =
                statement.nodeBuilder().getMappingMetamodel().findEntityDescriptor(entity);
        if (persister == null || !hasRowKey(persister) || !isByTable(statement, persister)) {
            return;
        }
        Optional<EncryptedAttribute> encrypted = statement.getInsertionTargetPaths().stream()
                .map(BulkInsertCheck::encrypted)
                .flatMap(Optional::stream)
                .findFirst();
        if (encrypted.isPresent()) {
            throw QueryRefusals.of(
                    encrypted.get(), "an insert in HQL" + reason(persister), "persist new entities instead");
        }
        if (!isByQuery(persister)) {
            throw new UnsupportedEncryptedQueryException("entity '" + entity
                    + "' has encrypted attributes and cannot be inserted in HQL" + reason(persister)
                    + ": Hibernate would store values in wrong columns. Persist new entities instead"
                    + (persister.hasMultipleTables() ? "" : ", or insert the identifiers too"));
        }
    }

    /** PostgreSQL needs no table of Hibernate's for it. */
    private static boolean isByQuery(EntityPersister persister) {
        return persister.getSqmMultiTableInsertStrategy() instanceof BulkStatementChecks.CheckedInserts checked
                && checked.strategy() instanceof CteInsertStrategy;
    }

    private static String reason(EntityPersister persister) {
        return persister.hasMultipleTables() ? " into several tables" : " without its identifier";
    }

    private static Optional<EncryptedAttribute> encrypted(SqmPath<?> target) {
        return Optional.ofNullable(EncryptedPaths.attribute(target))
                .or(() -> Optional.ofNullable(EncryptedPaths.embeddable(target)));
    }

    private static boolean hasRowKey(EntityPersister persister) {
        return IntStream.range(0, persister.getNumberOfAttributeMappings())
                .mapToObj(persister::getAttributeMapping)
                .anyMatch(attribute -> attribute.getJdbcTypeCount() == 1
                        && attribute.getSingleJdbcMapping().getJdbcType() instanceof RowKeyJdbcType);
    }

    /** As Hibernate decides it. */
    private static boolean isByTable(SqmInsertStatement<?> statement, EntityPersister persister) {
        if (persister.hasMultipleTables()) {
            return true;
        }
        boolean simple =
                statement instanceof SqmInsertValuesStatement && persister.getSqmMultiTableMutationStrategy() == null;
        return !simple
                && persister.getGenerator() instanceof BulkInsertionCapableIdentifierGenerator capable
                && persister.getGenerator() instanceof OptimizableGenerator optimizable
                && ((optimizable.getOptimizer() != null
                                && optimizable.getOptimizer().getIncrementSize() > 1)
                        || !capable.supportsBulkInsertionIdentifierGeneration())
                && statement.getInsertionTargetPaths().stream()
                        .noneMatch(target -> target.getReferencedPathSource()
                                .getPathName()
                                .equals(persister.getIdentifierMapping().getAttributeName()));
    }
}
