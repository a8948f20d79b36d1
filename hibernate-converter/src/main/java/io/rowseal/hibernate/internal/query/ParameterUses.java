package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.query.spi.QueryParameterImplementor;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of one statement are used for. Hibernate binds all uses of a parameter alike, so that a parameter that is
 * bound as an index, or sealed for a column, must not be used for anything else.
 */
public final class ParameterUses {

    private static final String WAY_OUT = "use two parameters with the same value";

    private enum Kind {
        SEARCHED,
        WRITTEN,
        ASKED_FOR_NULL,
        PLAIN
    }

    private record Use(
            SqmParameter<?> parameter, Kind kind, @Nullable JdbcMapping mapping) {}

    /** What one parameter of the query, however often it is mentioned, is used for. */
    private static final class Summary {

        private final Map<EncryptedAttribute, JdbcMapping> searched = new HashMap<>();
        private final Map<EncryptedAttribute, JdbcMapping> written = new HashMap<>();
        private final Set<Kind> kinds = new HashSet<>();
    }

    private final List<Use> uses = new ArrayList<>();
    private final Map<QueryParameterImplementor<?>, Summary> summaries = new HashMap<>();

    void search(SqmParameter<?> parameter, JdbcMapping mapping) {
        uses.add(new Use(parameter, Kind.SEARCHED, mapping));
    }

    void write(SqmParameter<?> parameter, JdbcMapping mapping) {
        uses.add(new Use(parameter, Kind.WRITTEN, mapping));
    }

    void askForNull(SqmParameter<?> parameter) {
        uses.add(new Use(parameter, Kind.ASKED_FOR_NULL, null));
    }

    /** A use that the database gets the plain value for. */
    void plain(SqmParameter<?> parameter) {
        uses.add(new Use(parameter, Kind.PLAIN, null));
    }

    /**
     * Looks at all uses together, so that their order does not matter.
     *
     * @throws UnsupportedEncryptedQueryException if a parameter would have to be bound in two ways
     */
    void check(Function<SqmParameter<?>, QueryParameterImplementor<?>> queryParameter) {
        for (Use use : uses) {
            Summary summary = summaries.computeIfAbsent(queryParameter.apply(use.parameter), added -> new Summary());
            summary.kinds.add(use.kind);
            if (use.mapping != null) {
                (use.kind == Kind.SEARCHED ? summary.searched : summary.written)
                        .put(EncryptedPaths.requireAttribute(use.mapping), use.mapping);
            }
        }
        summaries.values().forEach(ParameterUses::check);
    }

    private static void check(Summary summary) {
        List<EncryptedAttribute> attributes = new ArrayList<>(summary.searched.keySet());
        attributes.addAll(summary.written.keySet());
        if (attributes.isEmpty()) {
            return;
        }
        EncryptedAttribute first = attributes.get(0);
        if (summary.kinds.contains(Kind.PLAIN)) {
            throw QueryRefusals.of(
                    first,
                    "a statement with a parameter that is also used for something that is not encrypted",
                    WAY_OUT);
        }
        if (!summary.written.isEmpty() && summary.kinds.contains(Kind.ASKED_FOR_NULL)) {
            throw QueryRefusals.of(first, "an assignment of a parameter that is also compared with null", WAY_OUT);
        }
        if (summary.searched.isEmpty()) {
            return;
        }
        for (EncryptedAttribute other : attributes) {
            if (!first.isComparableWith(other)) {
                throw QueryRefusals.of(
                        first,
                        "a comparison with a parameter that is also used for '" + other
                                + "', which has no blind index of the same domain",
                        WAY_OUT);
            }
        }
    }

    boolean isWritten(QueryParameterImplementor<?> parameter) {
        Summary summary = summaries.get(parameter);
        return summary != null && !summary.written.isEmpty();
    }

    /** The mapping of an attribute that a parameter is compared with; null if there is none. */
    @Nullable
    JdbcMapping searched(QueryParameterImplementor<?> parameter) {
        Summary summary = summaries.get(parameter);
        return summary == null
                ? null
                : summary.searched.values().stream().findFirst().orElse(null);
    }
}
