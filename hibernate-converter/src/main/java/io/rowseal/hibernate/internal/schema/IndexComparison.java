package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.model.IndexColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import io.rowseal.hibernate.internal.sql.SqlMention;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hibernate.mapping.Column;

/** Compares the generated column of a blind index with the one that the database has. */
public final class IndexComparison {

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|`[^`]*`");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w$])\\d+(?![\\w$])");

    private IndexComparison() {}

    /** Why searches would be wrong. */
    static Optional<String> wrong(ExpectedColumn expected, DatabaseColumn found, SchemaDdl ddl) {
        String wanted = IndexColumn.expression(expected.column());
        String generation = found.generation();
        if (generation == null) {
            return Optional.of("is not generated, so searches would find nothing");
        }
        if (!numbers(generation).equals(numbers(wanted)) || !mentions(generation, expected)) {
            return Optional.of(
                    "is generated as " + generation + " and not as " + wanted + ", so searches would find nothing");
        }
        String collation = found.details().collation();
        return ddl.isExact(collation)
                ? Optional.empty()
                : Optional.of("has the collation " + collation
                        + ", which takes different indexes for equal, so searches would find too much");
    }

    /** Databases rewrite expressions; the numbers are where a wrong position or epoch shows. */
    private static List<String> numbers(String expression) {
        return NUMBER.matcher(QUOTED.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static boolean mentions(String expression, ExpectedColumn expected) {
        Column source = expected.source();
        return source != null && SqlMention.names(expression, source.getName());
    }
}
