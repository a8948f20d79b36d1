package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.SqlToken.Kind;
import java.util.List;
import java.util.Set;

/** Refuses constructs of native SQL that hide which columns a statement uses. */
public final class NativeConstructs {

    private static final Set<String> DISTINCT_OPERATORS = Set.of("intersect", "except", "minus");
    private static final Set<String> DEFINITIONS = Set.of(
            "create",
            "alter",
            "drop",
            "truncate",
            "lock",
            "comment",
            "analyze",
            "grant",
            "revoke",
            "rename",
            "optimize",
            "reindex",
            "show");
    private static final Set<String> NAME_COLUMNS = Set.of("into", "table", "exists", "on", "references");
    private static final Set<String> SORTED_BEFORE = Set.of(",", "by", "rollup", "cube", "sets", "all", "distinct");
    private static final Set<String> SORTED_FUNCTIONS = Set.of("rollup", "cube", "sets");

    private final List<SqlToken> tokens;
    private final EncryptedTables tables;
    private final SqlAliases aliases;
    private final boolean star;

    NativeConstructs(List<SqlToken> tokens, EncryptedTables tables, SqlAliases aliases) {
        this.tokens = tokens;
        this.tables = tables;
        this.aliases = aliases;
        boolean found = false;
        for (int i = 0; i < tokens.size(); i++) {
            found |= isStar(i);
        }
        this.star = found;
    }

    /** Whether all columns of something are selected anywhere; {@code count(*)} selects none. */
    boolean selectsAll() {
        return star;
    }

    void check() {
        boolean set = false;
        boolean distinct = false;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (at(i - 1).is(".")) {
                continue;
            }
            boolean union = token.is("union");
            set |= union || token.isOneOf(DISTINCT_OPERATORS);
            distinct |= token.isOneOf(DISTINCT_OPERATORS)
                    || (union && !at(i + 1).is("all"))
                    || (token.is("distinct") && !at(i + 1).is("from"))
                    || token.is("distinctrow");
            if (token.is("distinct") && at(i + 1).is("on")) {
                refuse("select distinct on");
            }
            if (token.is("table") && at(i + 1).isName() && !isDefined(i)) {
                refuse("table");
            }
            if (aliases.isDefinition(i) && at(i + 1).is("(")) {
                renamed(i);
            }
        }
        if (set && distinct && (star || tokens.stream().anyMatch(token -> token.is("{")))) {
            refuse("union, intersect or except");
        }
    }

    /** Whether {@code *} stands for columns: a product has a second factor. */
    boolean isStar(int i) {
        if (!at(i).is("*") || (at(i - 1).is("(") && at(i + 1).is(")"))) {
            return false;
        }
        SqlToken next = at(i + 1);
        boolean factor = next.kind() == Kind.NUMBER
                || next.kind() == Kind.VALUE
                || next.kind() == Kind.QUOTED_NAME
                || (next.kind() == Kind.WORD && !next.isOneOf(SqlAliases.NO_ALIASES))
                || next.isOneOf(Set.of("(", "?", ":", "+", "-", "{", "~", "@"));
        return at(i - 1).is(".") || at(i - 1).isOneOf(Set.of("select", "all", "distinct", "returning", ",")) || !factor;
    }

    /** Whether a number or parameter is, or may be, the number of a column in {@code order by} or {@code group by}. */
    boolean isOrdinal(int i, NativeLevel level) {
        boolean sorted = level.clause.equals("order by") || level.clause.equals("group by");
        if (!sorted || (level.frame == NativeLevel.Frame.FUNCTION && !SORTED_FUNCTIONS.contains(level.function))) {
            return false;
        }
        int before = i - 1;
        while (at(before).kind() == Kind.SIGN && !at(before).is(",")) {
            before--;
        }
        return at(before).isOneOf(SORTED_BEFORE);
    }

    /** The table of a statement that defines one. */
    private boolean isDefined(int i) {
        if (!tokens.get(0).isOneOf(DEFINITIONS)
                || at(i - 1).is("as")
                || at(i - 1).is("(")) {
            return false;
        }
        return tokens.subList(0, i).stream().noneMatch(token -> token.is("table") || token.is("as"));
    }

    private void renamed(int i) {
        if (!tables.has(at(i).text()) && !at(i - 1).is("as") && !aliases.isDefinition(i - 1)) {
            return;
        }
        int before = i - 1;
        while (aliases.isDefinition(before)
                || at(before).is("as")
                || at(before).is(".")
                || at(before + 1).is(".")) {
            before--;
        }
        if (!at(before).isOneOf(NAME_COLUMNS)) {
            refuse("a table whose columns get other names");
        }
    }

    private void refuse(String place) {
        throw NativeSqlRefusals.used(tables.firstOfEach(tables.names()).get(0), place);
    }

    private SqlToken at(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
