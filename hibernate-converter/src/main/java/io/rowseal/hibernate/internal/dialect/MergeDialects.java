package io.rowseal.hibernate.internal.dialect;

import java.util.Map;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.sql.ast.H2SqlAstTranslator;
import org.hibernate.dialect.sql.ast.PostgreSQLSqlAstTranslator;
import org.hibernate.engine.jdbc.dialect.internal.DialectFactoryImpl;
import org.hibernate.engine.jdbc.dialect.internal.DialectFactoryInitiator;
import org.hibernate.engine.jdbc.dialect.spi.DialectFactory;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfoSource;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.persister.entity.mutation.EntityMutationTarget;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.exec.spi.JdbcOperation;
import org.hibernate.sql.model.MutationOperation;
import org.hibernate.sql.model.internal.OptionalTableUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Puts dialects whose MERGE stores encrypted values as they are, see {@link MergeReads}, and whose locks read them, see {@link
 * LockedCells}, in the place of Hibernate's own.
 */
public final class MergeDialects extends DialectFactoryInitiator {

    private static final DatabaseVersion POSTGRESQL_WITH_MERGE = DatabaseVersion.make(15, 0);

    @Override
    public DialectFactory initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return new DialectFactoryImpl() {
            @Override
            public Dialect buildDialect(Map<String, Object> values, @Nullable DialectResolutionInfoSource source) {
                return withMerge(super.buildDialect(values, source), source);
            }
        };
    }

    private static Dialect withMerge(Dialect found, @Nullable DialectResolutionInfoSource source) {
        if (found.getClass() == H2Dialect.class) {
            return source == null ? new H2(found.getVersion()) : new H2(source);
        }
        if (found.getClass() == PostgreSQLDialect.class) {
            return source == null ? new PostgreSql(found.getVersion()) : new PostgreSql(source);
        }
        if (found.getClass() == MariaDBDialect.class) {
            return source == null ? new MariaDb(found.getVersion()) : new MariaDb(source);
        }
        return found;
    }

    /** Whether a MERGE of this dialect would garble encrypted values: it is a class that extends one of Hibernate's. */
    public static boolean garbles(Dialect dialect) {
        return !(dialect instanceof H2)
                && !(dialect instanceof PostgreSql)
                && (dialect instanceof H2Dialect || dialect instanceof PostgreSQLDialect)
                && merges(dialect);
    }

    private static boolean merges(Dialect dialect) {
        return dialect instanceof H2Dialect || dialect.getVersion().isSameOrAfter(POSTGRESQL_WITH_MERGE);
    }

    private static final class H2 extends H2Dialect {

        H2(DatabaseVersion version) {
            super(version);
        }

        H2(DialectResolutionInfoSource source) {
            super(source.getDialectResolutionInfo());
        }

        @Override
        public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
            return new LockedCells(super.getSqlAstTranslatorFactory());
        }

        @Override
        public MutationOperation createOptionalTableUpdateOperation(
                EntityMutationTarget target, OptionalTableUpdate update, SessionFactoryImplementor factory) {
            MergeReads reads = new MergeReads(update);
            return new H2SqlAstTranslator<JdbcOperation>(factory, update) {
                @Override
                public void appendSql(String fragment) {
                    super.appendSql(reads.instead(fragment));
                }
            }.createMergeOperation(update);
        }
    }

    private static final class PostgreSql extends PostgreSQLDialect {

        PostgreSql(DatabaseVersion version) {
            super(version);
        }

        PostgreSql(DialectResolutionInfoSource source) {
            super(source.getDialectResolutionInfo());
        }

        @Override
        public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
            return new LockedCells(super.getSqlAstTranslatorFactory());
        }

        @Override
        public MutationOperation createOptionalTableUpdateOperation(
                EntityMutationTarget target, OptionalTableUpdate update, SessionFactoryImplementor factory) {
            if (!merges(this)) {
                return super.createOptionalTableUpdateOperation(target, update, factory);
            }
            MergeReads reads = new MergeReads(update);
            return new PostgreSQLSqlAstTranslator<JdbcOperation>(factory, update) {
                @Override
                public void appendSql(String fragment) {
                    super.appendSql(reads.instead(fragment));
                }
            }.createMergeOperation(update);
        }
    }

    /** It has no MERGE. */
    private static final class MariaDb extends MariaDBDialect {

        MariaDb(DatabaseVersion version) {
            super(version);
        }

        MariaDb(DialectResolutionInfoSource source) {
            super(source.getDialectResolutionInfo());
        }

        @Override
        public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
            return new LockedCells(super.getSqlAstTranslatorFactory());
        }
    }
}
