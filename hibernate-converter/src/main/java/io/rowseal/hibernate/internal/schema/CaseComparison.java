package io.rowseal.hibernate.internal.schema;

import io.rowseal.hibernate.internal.model.ExpectedColumn;
import io.rowseal.hibernate.internal.schema.DatabaseColumns.DatabaseColumn;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds columns that compare without case, which a blind index does not. */
public final class CaseComparison {

    private CaseComparison() {}

    /** What is lost when a column of the database gets a blind index; empty if nothing is. */
    static Optional<String> loss(ExpectedColumn expected, @Nullable DatabaseColumn found) {
        if (found == null || !expected.isValue() || expected.attribute().prefixes() == 0 || !found.ignoresCase()) {
            return Optional.empty();
        }
        String collation = found.details().collation();
        return Optional.of("compares without case (" + found.typeName().toLowerCase(Locale.ROOT)
                + (collation == null ? "" : ", " + collation)
                + "), but its blind index tells cases apart, so searches would find less than before. Store the"
                + " values in one case first if searches must ignore it");
    }
}
