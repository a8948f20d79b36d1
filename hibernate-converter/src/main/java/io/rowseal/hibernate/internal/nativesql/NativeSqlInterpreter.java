package io.rowseal.hibernate.internal.nativesql;

import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sql.spi.NativeSelectQueryDefinition;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.hibernate.query.sql.spi.ParameterRecognizer;

/** Checks every native query that is created. Hibernate asks it once for each SQL text that it has not in its cache. */
public final class NativeSqlInterpreter implements NativeQueryInterpreter {

    private static final long serialVersionUID = 1L;

    private final transient NativeQueryInterpreter standard;
    private final transient NativeSqlChecks checks;

    public NativeSqlInterpreter(NativeQueryInterpreter standard, NativeSqlChecks checks) {
        this.standard = standard;
        this.checks = checks;
    }

    @Override
    public void recognizeParameters(String sql, ParameterRecognizer recognizer) {
        NativeSqlCheck check = checks.check();
        if (check != null) {
            check.statement(sql);
        }
        standard.recognizeParameters(sql, recognizer);
    }

    @Override
    public <R> NativeSelectQueryPlan<R> createQueryPlan(
            NativeSelectQueryDefinition<R> definition, SessionFactoryImplementor factory) {
        NativeSqlCheck check = checks.check();
        if (check != null) {
            check.result(definition.getSqlString(), definition.getResultSetMapping());
        }
        return standard.createQueryPlan(definition, factory);
    }
}
