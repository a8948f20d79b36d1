package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.Map;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.internal.MappingModelCreationProcess;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderInitiator;
import org.hibernate.query.sqm.mutation.internal.SqmMultiTableMutationStrategyProviderStandard;
import org.hibernate.query.sqm.mutation.spi.MultiTableHandlerBuildResult;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableInsertStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategy;
import org.hibernate.query.sqm.mutation.spi.SqmMultiTableMutationStrategyProvider;
import org.hibernate.query.sqm.spi.BaseSemanticQueryWalker;
import org.hibernate.query.sqm.tree.SqmDeleteOrUpdateStatement;
import org.hibernate.query.sqm.tree.SqmStatement;
import org.hibernate.query.sqm.tree.domain.SqmBasicValuedSimplePath;
import org.hibernate.query.sqm.tree.insert.SqmInsertStatement;
import org.hibernate.query.sqm.tree.update.SqmUpdateStatement;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Checks statements that Hibernate sends in several pieces, because they write several tables or need identifiers: it does not
 * translate them as it does others, so that nothing else would.
 */
public final class BulkStatementChecks extends SqmMultiTableMutationStrategyProviderInitiator {

    @Override
    public SqmMultiTableMutationStrategyProvider initiateService(
            Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return new SqmMultiTableMutationStrategyProviderStandard() {
            @Override
            public @Nullable SqmMultiTableInsertStrategy createInsertStrategy(
                    EntityMappingType entity, MappingModelCreationProcess process) {
                SqmMultiTableInsertStrategy found = super.createInsertStrategy(entity, process);
                return found == null ? null : new CheckedInserts(found);
            }

            @Override
            public @Nullable SqmMultiTableMutationStrategy createMutationStrategy(
                    EntityMappingType entity, MappingModelCreationProcess process) {
                SqmMultiTableMutationStrategy found = super.createMutationStrategy(entity, process);
                return found == null ? null : new CheckedUpdates(found);
            }
        };
    }

    private static void check(SqmStatement<?> statement, DomainQueryExecutionContext context) {
        RowsealSqmTranslatorFactory.checked(statement, context.getSession().getLoadQueryInfluencers());
    }

    /**
     * Sends no insert that was not checked.
     *
     * @param strategy Hibernate's own
     */
    record CheckedInserts(SqmMultiTableInsertStrategy strategy) implements SqmMultiTableInsertStrategy {

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess connections) {
            strategy.prepare(process, connections);
        }

        @Override
        public void prepare(MappingModelCreationProcess process) {
            strategy.prepare(process);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess connections) {
            strategy.release(factory, connections);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmInsertStatement<?> statement, DomainParameterXref parameters, DomainQueryExecutionContext context) {
            check(statement, context);
            return strategy.buildHandler(statement, parameters, context);
        }
    }

    /** Sends no update or delete that was not checked. */
    private record CheckedUpdates(SqmMultiTableMutationStrategy strategy) implements SqmMultiTableMutationStrategy {

        @Override
        public void prepare(MappingModelCreationProcess process, JdbcConnectionAccess connections) {
            strategy.prepare(process, connections);
        }

        @Override
        public void prepare(MappingModelCreationProcess process) {
            strategy.prepare(process);
        }

        @Override
        public void release(SessionFactoryImplementor factory, JdbcConnectionAccess connections) {
            strategy.release(factory, connections);
        }

        @Override
        public MultiTableHandlerBuildResult buildHandler(
                SqmDeleteOrUpdateStatement<?> statement,
                DomainParameterXref parameters,
                DomainQueryExecutionContext context) {
            check(statement, context);
            if (statement instanceof SqmUpdateStatement<?> update) {
                update.getSetClause()
                        .getAssignments()
                        .forEach(assignment -> assignment.getValue().accept(new AssignedAttributes()));
            }
            return strategy.buildHandler(statement, parameters, context);
        }
    }

    /** Refuses comparisons inside of what is assigned: Hibernate would compare the index with the value itself. */
    private static final class AssignedAttributes extends BaseSemanticQueryWalker {

        @Override
        public Object visitBasicValuedPath(SqmBasicValuedSimplePath<?> path) {
            EncryptedAttribute attribute = EncryptedPaths.attribute(path);
            if (attribute != null) {
                throw QueryRefusals.of(
                        attribute,
                        "what a bulk update of several tables assigns",
                        "update the rows with each value by a statement of its own, or change the entities");
            }
            return super.visitBasicValuedPath(path);
        }
    }
}
