package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.nativesql.NativeLevel.Frame;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.SqlToken.Kind;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for encrypted columns in one native SQL statement. What it cannot prove to give what plaintext would give is refused: a
 * column is fine in the outermost select list, in {@code is null} and {@code count(column)}, and where it is set to null.
 */
public final class NativeStatement {

    /**
     * An encrypted column, or all columns of tables that have some, in the outermost select list.
     *
     * @param label the name of the result column; null for all columns
     * @param braces whether Hibernate gives the columns names of their own
     * @param tables the tables of {@code *}
     * @param part which of the queries of a union selects it
     */
    record Selected(
            EncryptedAttribute attribute, @Nullable String label, boolean braces, List<String> tables, int part) {}

    private static final Set<String> SET_OPERATORS = Set.of("union", "intersect", "except", "minus");
    private static final Set<String> WRITES = Set.of("insert", "into", "delete", "merge", "create");
    private static final Set<String> CONDITIONS = Set.of("where", "and", "or", "not", "(", "on", "when", "having");
    private static final Set<String> NOT_FUNCTIONS = Set.of(
            "in", "and", "or", "not", "where", "on", "from", "join", "as", "select", "values", "exists", "any", "all",
            "some", "using", "when", "then", "else", "having", "by", "set", "between", "like", "is", "over", "filter",
            "with");

    private final List<SqlToken> tokens;
    private final boolean postgres;
    private final boolean query;
    private final SqlAliases aliases;
    private final NativeConstructs constructs;
    private final List<Selected> selected = new ArrayList<>();
    private final Set<String> rowKeyed;
    private final Deque<NativeLevel> levels = new ArrayDeque<>();
    private EncryptedTables tables;
    private boolean braces;
    private boolean nestedStar;
    private @Nullable String ordinalClause;
    private int part;
    private int labelAt = -1;

    private NativeStatement(List<SqlToken> tokens, EncryptedTables tables, boolean postgres) {
        this.tokens = tokens;
        this.tables = tables;
        this.rowKeyed = Set.copyOf(tables.names());
        this.postgres = postgres;
        this.query = isQuery();
        this.aliases = new SqlAliases(tokens);
        this.constructs = new NativeConstructs(tokens, tables, aliases);
        levels.push(new NativeLevel(Frame.QUERY, true, "", ""));
    }

    /**
     * What a statement selects.
     *
     * @param named the tables with encrypted columns that it names
     * @throws UnsupportedEncryptedQueryException if it uses encrypted columns otherwise
     */
    static List<Selected> check(List<SqlToken> statement, EncryptedTables named, SqlFragments database) {
        NativeStatement check = new NativeStatement(statement, named, database == SqlFragments.POSTGRESQL);
        check.walk();
        return check.selected;
    }

    /** Whether it only reads. */
    private boolean isQuery() {
        boolean writes = false;
        for (int i = 0; i < tokens.size(); i++) {
            boolean verb = tokens.get(i).isOneOf(WRITES)
                    && !at(i - 1).is(".")
                    && !at(i + 1).is("(");
            writes |= verb || (tokens.get(i).is("update") && !at(i - 1).is("for"));
        }
        return !writes && tokens.get(0).isOneOf(Set.of("select", "with", "("));
    }

    private void walk() {
        constructs.check();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is("{") || token.is("}")) {
                braces = token.is("{");
            } else if (token.is("(")) {
                levels.push(opened(i));
            } else if (token.is(")")) {
                closed(i);
            } else if (token.is("*")) {
                star(i);
            } else if (token.kind() == Kind.NUMBER || token.kind() == Kind.VALUE || token.is("?")) {
                ordinal(i);
            } else if (token.isName() && !isClause(i)) {
                name(i);
            }
        }
        if (ordinalClause != null && (nestedStar || !selected.isEmpty())) {
            refuse(any(), ordinalClause + " with the number of a column");
        }
        new NativeWrites(tokens, tables).check();
    }

    private NativeLevel opened(int i) {
        NativeLevel outer = level();
        if (outer.isQuery() && outer.clause.isEmpty()) {
            return new NativeLevel(Frame.QUERY, outer.top, "", "");
        }
        if (at(i + 1).is("select")
                || at(i + 1).is("with")
                || at(i + 1).is("values")
                || at(i + 1).is("(")) {
            SqlToken before = at(i - 1);
            Frame frame = Frame.SUBQUERY;
            if (before.is("exists")) {
                frame = Frame.EXISTS;
            } else if (outer.clause.equals("from")
                    || (outer.clause.equals("with") && !before.isOneOf(Set.of("in", "any")))) {
                frame = Frame.DERIVED;
            }
            if (!at(i + 1).is("(") || frame == Frame.DERIVED) {
                return new NativeLevel(frame, false, "", "");
            }
        }
        boolean function = at(i - 1).isName() && !at(i - 1).isOneOf(NOT_FUNCTIONS) && !aliases.isDefinition(i - 1);
        return function
                ? new NativeLevel(Frame.FUNCTION, false, outer.clause, at(i - 1).text())
                : new NativeLevel(Frame.GROUP, false, outer.clause, outer.function);
    }

    /** Columns of derived tables that get other names could not be recognised any more. */
    private void closed(int i) {
        NativeLevel closed = levels.size() > 1 ? levels.pop() : level();
        int alias = at(i + 1).is("as") ? i + 2 : i + 1;
        boolean renamed = (at(alias).isName()
                        && !at(alias).isOneOf(SqlAliases.NO_ALIASES)
                        && at(alias + 1).is("("))
                || (at(i + 1).is("as") && at(i + 2).is("("));
        if (renamed && (nestedStar || level().clause.equals("with") || isJoin(closed))) {
            refuse(any(), "a derived table whose columns get other names");
        }
    }

    private static boolean isJoin(NativeLevel closed) {
        return closed.frame == Frame.GROUP && closed.clause.equals("from");
    }

    /** Notes where a clause begins. */
    private boolean isClause(int i) {
        SqlToken token = tokens.get(i);
        NativeLevel level = level();
        if (level.frame == Frame.FUNCTION
                || token.kind() != Kind.WORD
                || at(i - 1).is(".")) {
            return false;
        }
        switch (token.text()) {
            case "select",
                    "where",
                    "having",
                    "set",
                    "values",
                    "returning",
                    "on",
                    "window",
                    "limit",
                    "offset",
                    "fetch" -> level.clause = token.text();
            case "from" -> level.clause = at(i - 1).is("distinct") ? level.clause : "from";
            case "join" -> level.clause = "from";
            case "using" -> {
                if (level.clause.equals("order by")) {
                    refuse(any(), "order by with an operator");
                }
                level.clause = at(i + 1).is("(") && !at(i + 2).is("select") ? "using" : "from";
            }
            case "order", "group", "partition" -> level.clause = token.text() + " by";
            case "with" -> level.clause = level.clause.isEmpty() ? "with" : level.clause;
            case "insert", "update", "delete", "merge", "replace" ->
                level.clause = at(i + 1).is("(") || at(i - 1).is("for") ? level.clause : token.text();
            case "into" -> level.clause = level.clause.equals("select") ? "select into" : level.clause;
            case "union", "intersect", "except", "minus" -> {
                if (level.isQuery()) {
                    refuseMixed(level);
                    level.clause = "";
                    level.distinct = false;
                    part++;
                }
            }
            case "distinct" -> {
                level.distinct |= level.clause.equals("select") && at(i - 1).is("select");
                return true;
            }
            case "natural" -> refuse(any(), "a natural join");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void refuseMixed(NativeLevel level) {
        if (level.top && selected.stream().anyMatch(item -> item.label() != null)) {
            refuse(selected.get(0).attribute(), "union, intersect or except");
        }
    }

    private void star(int i) {
        boolean qualified = at(i - 1).is(".");
        NativeLevel level = level();
        boolean listed = level.clause.equals("select") || level.clause.equals("returning");
        boolean unqualified = listed && level.isQuery() && constructs.isStar(i);
        if (!qualified && !unqualified) {
            return;
        }
        List<String> starred =
                new ArrayList<>(qualified ? aliases.tablesOf(at(i - 2).text(), tables.names()) : tables.names());
        List<EncryptedAttribute> found = tables.firstOfEach(starred);
        if (found.isEmpty()) {
            return;
        }
        EncryptedAttribute first = found.get(0);
        level.selected = first;
        if (level.frame == Frame.QUERY && level.top && level.clause.equals("select") && query) {
            selected.add(new Selected(
                    first,
                    null,
                    braces,
                    starred.stream().filter(rowKeyed::contains).toList(),
                    part));
        } else if (level.frame == Frame.DERIVED && level.clause.equals("select") && query) {
            nestedStar = true;
        } else if (level.frame != Frame.EXISTS || !level.clause.equals("select")) {
            refuse(first, level.place());
        }
    }

    /** In a statement in parentheses the select list is known, but not whose it is: the end of the walk decides. */
    private void ordinal(int i) {
        NativeLevel level = level();
        if (!constructs.isOrdinal(i, level)) {
            return;
        }
        ordinalClause = level.clause;
        if (level.selected != null) {
            refuse(level.selected, level.clause + " with the number of a column");
        }
    }

    private void name(int i) {
        if (at(i + 1).is(".") || i == labelAt || aliases.isDefinition(i)) {
            return;
        }
        boolean qualified = at(i - 1).is(".");
        if (!qualified && at(i + 1).is("(") && tokens.get(i).kind() == Kind.WORD) {
            return;
        }
        Set<String> named = tables.names();
        Optional<EncryptedAttribute> found = tables.attribute(
                qualified ? aliases.tablesOf(at(i - 2).text(), named) : named,
                tokens.get(i).text());
        if (found.isEmpty() && braces) {
            found = tables.property(tokens.get(i).text());
        }
        if (found.isPresent()) {
            mention(i, found.get());
        } else if (postgres && !qualified && isWholeRow(i)) {
            refuse(any(), "an expression that takes the whole row");
        }
    }

    /** In PostgreSQL an alias alone is the whole row. */
    private boolean isWholeRow(int i) {
        String name = tokens.get(i).text();
        boolean row = aliases.allTablesOf(name).stream().anyMatch(tables::has)
                || (constructs.selectsAll() && aliases.isDerived(name) && !aliases.definesDerived(i));
        return row && !at(i - 1).isOneOf(Set.of("of", "as", "delete", "index", "view", "constraint", "over"));
    }

    private void mention(int i, EncryptedAttribute attribute) {
        int start = i;
        while (at(start - 1).is(".") && at(start - 2).isName()) {
            start -= 2;
        }
        NativeLevel level = level();
        if (at(i + 1).is("is") && isNullTest(i) && at(start - 1).isOneOf(CONDITIONS)) {
            return;
        }
        if (level.frame == Frame.FUNCTION
                && level.function.equals("count")
                && at(start - 1).is("(")
                && at(i + 1).is(")")) {
            return;
        }
        if (level.clause.equals("set")
                && level.isQuery()
                && at(i + 1).is("=")
                && at(i + 2).is("null")) {
            SqlToken behind = at(i + 3);
            if (behind.kind() == Kind.NONE || behind.isOneOf(Set.of(",", "where", "from", "returning"))) {
                return;
            }
        }
        if (level.frame == Frame.QUERY && level.top && query && level.clause.equals("select") && !level.distinct) {
            select(start, i, attribute, level);
            return;
        }
        refuse(attribute, level.place());
    }

    private boolean isNullTest(int i) {
        return at(i + 2).is("null") || (at(i + 2).is("not") && at(i + 3).is("null"));
    }

    private void select(int start, int i, EncryptedAttribute attribute, NativeLevel level) {
        int first = braces && at(start - 1).is("{") ? start - 1 : start;
        int last = braces && at(i + 1).is("}") ? i + 1 : i;
        String label = tokens.get(i).text();
        int end = last + 1;
        if (at(end).is("as")) {
            end++;
        }
        if (at(end).isName() && !at(end).isOneOf(SqlAliases.NO_ALIASES)) {
            label = at(end).text();
            labelAt = end;
            end++;
        }
        boolean begins = at(first - 1).isOneOf(Set.of("select", "all", ","));
        boolean ends = at(end).kind() == Kind.NONE
                || at(end).isOneOf(Set.of(",", "from", ")"))
                || at(end).isOneOf(SET_OPERATORS);
        boolean setOperator = tokens.stream().anyMatch(token -> token.isOneOf(SET_OPERATORS));
        if (!begins || !ends) {
            refuse(attribute, "an expression of the select list");
        }
        if (setOperator && !braces) {
            refuse(attribute, "union, intersect or except");
        }
        level.selected = attribute;
        selected.add(new Selected(attribute, label, braces, List.of(), part));
        tables = tables.with(label, attribute);
    }

    private static void refuse(EncryptedAttribute attribute, String place) {
        throw NativeSqlRefusals.used(attribute, place);
    }

    private EncryptedAttribute any() {
        return tables.firstOfEach(new HashSet<>(tables.names())).get(0);
    }

    private NativeLevel level() {
        return levels.element();
    }

    private SqlToken at(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
