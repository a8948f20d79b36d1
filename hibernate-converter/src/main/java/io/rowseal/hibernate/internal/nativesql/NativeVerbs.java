package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.sql.SqlToken;
import java.util.List;
import java.util.Set;

/** Refuses kinds of statements of which is not known what they do with the columns of their tables. */
public final class NativeVerbs {

    /** Those that name each column they use, or use none, or whose other columns {@link NativeStatement} finds. */
    private static final Set<String> KNOWN = Set.of(
            "select",
            "with",
            "values",
            "table",
            "insert",
            "update",
            "delete",
            "merge",
            "replace",
            "create",
            "alter",
            "drop",
            "rename",
            "truncate",
            "lock",
            "comment",
            "grant",
            "revoke",
            "analyze",
            "vacuum",
            "reindex",
            "optimize",
            "explain",
            "describe",
            "desc",
            "show",
            "set");

    private static final Set<String> BEFORE = Set.of("(", "{", "?", "=");

    private NativeVerbs() {}

    /**
     * Checks a statement that names tables with encrypted columns.
     *
     * @throws UnsupportedEncryptedQueryException if its verb is not known
     */
    static void check(List<SqlToken> statement, EncryptedTables named) {
        SqlToken verb = verb(statement);
        if (!verb.isOneOf(KNOWN)) {
            throw NativeSqlRefusals.verb(named.firstOfEach(named.names()).get(0), verb.text());
        }
    }

    /** The first word, also of a statement in parentheses or of a JDBC escape. */
    static SqlToken verb(List<SqlToken> statement) {
        return statement.stream()
                .filter(token -> !token.isOneOf(BEFORE))
                .findFirst()
                .orElse(SqlToken.ABSENT);
    }
}
