package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.sql.SqlToken;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of a statement by their aliases. What it cannot tell it takes for any table. */
public final class SqlAliases {

    private static final Set<String> BEFORE_TABLES = Set.of("from", "join", "update", "into", "using", "table");
    private static final Set<String> SKIPPED = Set.of("only", "lateral", "ignore", "low_priority");
    private static final Set<String> TABLES_END = Set.of(
            "where",
            "group",
            "order",
            "having",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "set",
            "select",
            "values",
            "for",
            "window",
            "returning",
            "when");
    /** What can follow a table and is no alias. */
    static final Set<String> NO_ALIASES = Set.of(
            "where",
            "on",
            "join",
            "inner",
            "left",
            "right",
            "full",
            "cross",
            "natural",
            "order",
            "group",
            "having",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "set",
            "values",
            "select",
            "using",
            "for",
            "window",
            "returning",
            "as",
            "and",
            "or",
            "default",
            "key",
            "when",
            "with",
            "tablesample",
            "straight_join",
            "use",
            "force",
            "ignore",
            "partition",
            "overriding",
            "in",
            "not",
            "is",
            "between",
            "like",
            "then",
            "else",
            "end",
            "by",
            "outer",
            "lateral",
            "from",
            "into",
            "add",
            "alter",
            "drop",
            "rename",
            "modify",
            "change",
            "column",
            "cascade",
            "restrict",
            "if");

    private enum Place {
        TABLES,
        EXPRESSION,
        OTHER
    }

    private static final Set<String> QUERIES = Set.of("select", "with", "values", "insert", "update", "delete", "(");

    private final List<SqlToken> tokens;
    private final Map<String, Set<String>> tables = new HashMap<>();
    private final Set<String> unclear = new HashSet<>();
    private final Set<Integer> definitions = new HashSet<>();
    private final Set<String> derived = new HashSet<>();
    private final Set<Integer> derivedAt = new HashSet<>();

    SqlAliases(List<SqlToken> tokens) {
        this.tokens = tokens;
        read();
    }

    /** Whether a word shapes a statement. */
    static boolean isKeyWord(String word) {
        return NO_ALIASES.contains(word)
                || BEFORE_TABLES.contains(word)
                || TABLES_END.contains(word)
                || QUERIES.contains(word)
                || SKIPPED.contains(word)
                || Set.of("distinct", "exists", "case", "count", "merge", "replace", "null")
                        .contains(word);
    }

    /** The tables that a qualifier can stand for; all of them if it is not clear. */
    Collection<String> tablesOf(String qualifier, Set<String> all) {
        Set<String> found = tables.getOrDefault(qualifier, Set.of());
        boolean clear = found.size() == 1
                && !unclear.contains(qualifier)
                && found.stream().noneMatch(unclear::contains);
        return clear ? found : all;
    }

    /** All tables that a name is an alias of, at different places of the statement. */
    Set<String> allTablesOf(String alias) {
        return tables.getOrDefault(alias, Set.of());
    }

    /** Whether a name is one of a derived or common table, or an alias of such a name. */
    boolean isDerived(String name) {
        return derived.contains(name) || allTablesOf(name).stream().anyMatch(derived::contains);
    }

    /** Whether a token gives a derived or common table its name. */
    boolean definesDerived(int position) {
        return derivedAt.contains(position);
    }

    /** Whether a token names a table or gives it an alias. */
    boolean isDefinition(int position) {
        return definitions.contains(position);
    }

    private void read() {
        Deque<Place> places = new ArrayDeque<>();
        places.push(Place.OTHER);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is("(")) {
                places.push(opened(i, places.element()));
            } else if (token.is(")") && places.size() > 1) {
                places.pop();
                derived(i + 1, places.element() == Place.TABLES && !isFunction(i));
            } else if (token.is("as")) {
                commonTable(i);
            } else if (places.element() == Place.EXPRESSION) {
                continue;
            } else if (beginsTables(i)) {
                places.pop();
                places.push(Place.TABLES);
            } else if (token.isOneOf(TABLES_END) && !at(i - 1).is(".")) {
                places.pop();
                places.push(Place.OTHER);
            }
            if (places.element() == Place.TABLES && (beginsTables(i) || token.is(",") || token.is("("))) {
                i = Math.max(i, table(i) - 1);
            }
        }
    }

    private Place opened(int i, Place outer) {
        if (at(i + 1).isOneOf(QUERIES)) {
            return Place.OTHER;
        }
        boolean tables = outer == Place.TABLES
                && (at(i - 1).is("from") || at(i - 1).is("join") || at(i - 1).is(","));
        return tables ? Place.TABLES : Place.EXPRESSION;
    }

    private boolean beginsTables(int i) {
        if (!at(i).isOneOf(BEFORE_TABLES) || at(i - 1).is(".")) {
            return false;
        }
        return switch (at(i).text()) {
            case "from" -> !at(i - 1).is("distinct");
            case "update" ->
                !at(i - 1).is("key") && !at(i - 1).is("for") && !at(i - 1).is("on");
            case "using" -> !at(i + 1).is("(");
            default -> true;
        };
    }

    /** {@code name as (select ...)} and {@code name (column, ...) as (select ...)}: a table of the statement's own. */
    private void commonTable(int as) {
        int i = as + 1;
        while (at(i).is("not") || at(i).is("materialized")) {
            i++;
        }
        if (!at(i).is("(")) {
            return;
        }
        int name = as - 1;
        if (at(name).is(")")) {
            while (name >= 0 && !at(name).is("(")) {
                name--;
            }
            name--;
        }
        if (at(name).isName()) {
            unclear.add(at(name).text());
            derived.add(at(name).text());
            derivedAt.add(name);
        }
    }

    /** Whether the parentheses that end here hold the arguments of a function. */
    private boolean isFunction(int end) {
        int depth = 0;
        int i = end;
        do {
            depth += at(i).is(")") ? 1 : at(i).is("(") ? -1 : 0;
            i--;
        } while (depth > 0 && i >= 0);
        return at(i).isName() && !at(i).isOneOf(Set.of("from", "join", "lateral", "using"));
    }

    /** Reads a table and its alias behind a position; returns the position behind them. */
    private int table(int before) {
        int i = before + 1;
        while (at(i).isOneOf(SKIPPED)) {
            i++;
        }
        if (!at(i).isName() || at(i).isOneOf(NO_ALIASES)) {
            return before + 1;
        }
        while (at(i + 1).is(".") && at(i + 2).isName()) {
            i += 2;
        }
        String table = at(i).text();
        definitions.add(i);
        define(table, table);
        i++;
        if (at(i).is("as")) {
            i++;
        }
        if (at(i).isName() && !at(i).isOneOf(NO_ALIASES)) {
            definitions.add(i);
            define(at(i).text(), table);
            i++;
        }
        return i;
    }

    /** The alias of a derived table, if there is one. */
    private void derived(int behind, boolean table) {
        int i = at(behind).is("as") ? behind + 1 : behind;
        if (at(i).isName() && !at(i).isOneOf(NO_ALIASES)) {
            unclear.add(at(i).text());
            if (table) {
                derived.add(at(i).text());
                derivedAt.add(i);
            }
        }
    }

    private void define(String alias, String table) {
        tables.computeIfAbsent(alias, added -> new HashSet<>()).add(table);
    }

    private SqlToken at(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
