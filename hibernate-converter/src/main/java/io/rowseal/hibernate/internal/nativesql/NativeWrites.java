package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.StoredRowKey;
import java.util.List;
import java.util.Set;

/** Refuses what native SQL writes to a table with encrypted columns without naming them. */
public final class NativeWrites {

    private static final Set<String> NAMES_COLUMNS = Set.of("default", "set", "using", "as");
    private static final Set<String> CLAUSES =
            Set.of("set", "where", "select", "into", "values", "on", "from", "add", "drop");
    private static final Set<String> INSERTS = Set.of("insert", "replace");
    private static final Set<String> MODIFIERS =
            Set.of("low_priority", "high_priority", "delayed", "ignore", "overwrite", "into", "only");
    private static final Set<String> QUERIES = Set.of("select", "with", "values", "(");

    private final List<SqlToken> tokens;
    private final EncryptedTables tables;

    NativeWrites(List<SqlToken> tokens, EncryptedTables tables) {
        this.tokens = tokens;
        this.tables = tables;
    }

    void check() {
        boolean merge = tokens.get(0).is("merge");
        for (int i = 0; i < tokens.size(); i++) {
            if ((tokens.get(i).is("into") && !at(i - 1).is(".")) || isInsert(i)) {
                into(i);
            }
            if (merge && tokens.get(i).is("insert") && !at(i + 1).is("(")) {
                refuse("an insert that names no columns");
            }
            if (tokens.get(i).text().equals(StoredRowKey.COLUMN) && isWritten(i)) {
                refuse("an assignment of its row key");
            }
        }
    }

    /** MySQL and MariaDB need no {@code into}. */
    private boolean isInsert(int i) {
        return tokens.get(i).isOneOf(INSERTS)
                && !at(i - 1).isOneOf(Set.of(".", "then", "or"))
                && !at(i + 1).is("(");
    }

    private void into(int position) {
        int i = position + 1;
        while (at(i).isOneOf(MODIFIERS) && at(i + 1).isName()) {
            i++;
        }
        while (at(i + 1).is(".")) {
            i += 2;
        }
        if (!tables.has(at(i).text())) {
            return;
        }
        int next = i + 1;
        if (at(next).isName() && !at(next).isOneOf(SqlAliases.NO_ALIASES) && !at(next).is("value")) {
            next++;
        }
        boolean columns = at(next).is("(") && !at(next + 1).isOneOf(QUERIES);
        if (!columns && !at(next).isOneOf(NAMES_COLUMNS)) {
            throw NativeSqlRefusals.used(
                    tables.firstOfEach(List.of(at(i).text())).get(0), "an insert that names no columns");
        }
    }

    /** In the columns of an insert, or assigned. */
    private boolean isWritten(int i) {
        if (!tokens.get(i).isName()) {
            return false;
        }
        String clause = "";
        for (int before = i - 1; before >= 0; before--) {
            if (tokens.get(before).isOneOf(CLAUSES) || isInsert(before)) {
                clause = tokens.get(before).text();
                break;
            }
        }
        return (clause.equals("set") && at(i + 1).is("=")) || clause.equals("into") || INSERTS.contains(clause);
    }

    private void refuse(String place) {
        throw NativeSqlRefusals.used(tables.firstOfEach(tables.names()).get(0), place);
    }

    private SqlToken at(int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
