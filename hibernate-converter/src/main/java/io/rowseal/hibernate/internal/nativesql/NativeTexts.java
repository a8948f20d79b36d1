package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.SqlToken.Kind;
import io.rowseal.hibernate.internal.sql.SqlTokens;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Refuses text literals that a database runs as SQL, unless they are seen to name no table with encrypted columns. */
public final class NativeTexts {

    private static final Set<String> OF_A_TEXT = Set.of(
            "query_to_xml",
            "query_to_xmlschema",
            "query_to_xml_and_xmlschema",
            "table_to_xml",
            "table_to_xmlschema",
            "table_to_xml_and_xmlschema",
            "dblink",
            "dblink_open",
            "dblink_exec",
            "dblink_send_query",
            "crosstab",
            "crosstab2",
            "crosstab3",
            "crosstab4",
            "connectby",
            "ts_stat",
            "ts_rewrite",
            "xpath_table",
            "csvwrite");
    private static final Set<String> OF_ALL_TABLES =
            Set.of("schema_to_xml", "schema_to_xml_and_xmlschema", "database_to_xml", "database_to_xml_and_xmlschema");
    private static final Set<String> COMPOSED = Set.of("execute", "immediate", "prepare");
    private static final Pattern NO_NAME = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    private static final Set<String> ROUTINES = Set.of("procedure", "function", "trigger", "event", "package", "rule");
    private static final Set<String> OBJECTS =
            Set.of("table", "view", "index", "schema", "database", "sequence", "type");

    private final List<SqlToken> tokens;
    private final EncryptedTables all;
    private final SqlFragments database;

    NativeTexts(List<SqlToken> tokens, EncryptedTables all, SqlFragments database) {
        this.tokens = tokens;
        this.all = all;
        this.database = database;
    }

    /** Whether SQL that could not be split may run a text. */
    static boolean mayRunTexts(String sql) {
        return words(sql).anyMatch(word -> word.equals("do") || runsTexts(word));
    }

    private static Stream<String> words(String sql) {
        return NO_NAME.splitAsStream(sql.toLowerCase(Locale.ROOT));
    }

    private static boolean runsTexts(String word) {
        return COMPOSED.contains(word) || OF_A_TEXT.contains(word) || OF_ALL_TABLES.contains(word);
    }

    void check() {
        SqlToken verb = NativeVerbs.verb(tokens);
        if (verb.isOneOf(Set.of("create", "alter")) && isOfRoutine()) {
            // The bodies of stored procedures are not checked.
            return;
        }
        if (verb.is("do")) {
            tokens.stream().filter(NativeTexts::isLiteral).forEach(literal -> text(literal, "do"));
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (at(i).is("prepare") && at(i + 1).isName() && at(i + 2).is("from")) {
                onlyText(i + 3, "prepare");
            } else if (at(i).is("execute") && at(i + 1).is("immediate")) {
                onlyText(i + 2, "execute immediate");
            } else if (at(i).isName() && at(i + 1).is("(")) {
                function(i);
            }
        }
    }

    /** Whether the first kind of object that a statement names has a body. */
    private boolean isOfRoutine() {
        return tokens.stream()
                .filter(token -> token.isOneOf(OBJECTS) || token.isOneOf(ROUTINES))
                .findFirst()
                .map(token -> token.isOneOf(ROUTINES))
                .orElse(false);
    }

    private void onlyText(int i, String runs) {
        text(at(i), runs);
        if (at(i + 1).kind() != Kind.NONE && !at(i + 1).is("using")) {
            refuse(all.first(), runs);
        }
    }

    private void function(int name) {
        String function = at(name).text();
        if (OF_ALL_TABLES.contains(function)) {
            refuse(all.first(), function + "()");
        }
        if (!OF_A_TEXT.contains(function)) {
            return;
        }
        // A number, also in quotes, could be the OID of a table.
        boolean clear = isLiteral(at(name + 2)) && at(name + 2).text().chars().anyMatch(Character::isLetter);
        int i = name + 2;
        for (; i < tokens.size() && !at(i).is(")"); i++) {
            if (isLiteral(at(i))) {
                text(at(i), function + "()");
            }
            clear &= isLiteral(at(i))
                    || at(i).is(",")
                    || at(i).kind() == Kind.NUMBER
                    || at(i).isOneOf(Set.of("true", "false", "null"));
        }
        if (!clear) {
            refuse(all.first(), function + "()");
        }
    }

    /** A text that names no table with encrypted columns and runs no text itself. */
    private void text(SqlToken token, String runs) {
        boolean quoted = database == SqlFragments.MYSQL && token.kind() == Kind.QUOTED_NAME;
        if ((!isLiteral(token) && !quoted)
                || token.text().indexOf('\\') >= 0
                || words(token.text()).anyMatch(NativeTexts::runsTexts)) {
            refuse(all.first(), runs);
        }
        Optional<List<SqlToken>> inner = SqlTokens.of(token.text(), database);
        if (inner.isEmpty() || all.isNamedOtherwise(inner.get())) {
            refuse(all.first(), runs);
        }
        EncryptedTables named = all.namedIn(inner.orElse(List.of()));
        if (!named.isEmpty()) {
            refuse(named.first(), runs);
        }
    }

    /** Parameters and variables have no text. */
    private static boolean isLiteral(SqlToken token) {
        return token.kind() == Kind.VALUE && !token.text().equals(SqlToken.PARAMETER);
    }

    private static void refuse(Optional<EncryptedAttribute> attribute, String runs) {
        attribute.ifPresent(found -> {
            throw NativeSqlRefusals.text(found, runs);
        });
    }

    private SqlToken at(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
