package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.nativesql.NativeStatement.Selected;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.SqlTokens;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the statements of one text of native SQL. */
public final class NativeScript {

    private NativeScript() {}

    /**
     * What the statements of a text select.
     *
     * @throws UnsupportedEncryptedQueryException if they use encrypted columns otherwise
     */
    static List<Selected> check(String sql, EncryptedTables all, SqlFragments database) {
        Optional<List<SqlToken>> tokens = SqlTokens.of(sql, database);
        if (tokens.isEmpty() || all.isNamedOtherwise(tokens.get())) {
            unreadable(sql, all, database);
        }
        if (tokens.isEmpty()) {
            return List.of();
        }
        List<Selected> selected = new ArrayList<>();
        List<SqlToken> statement = new ArrayList<>();
        for (SqlToken token : tokens.get()) {
            if (token.is(";")) {
                selected.addAll(check(statement, all, database));
                statement = new ArrayList<>();
            } else {
                statement.add(token);
            }
        }
        selected.addAll(check(statement, all, database));
        return selected;
    }

    private static void unreadable(String sql, EncryptedTables all, SqlFragments database) {
        boolean anyTable = SqlTokens.hasEscapedNames(sql, database) || NativeTexts.mayRunTexts(sql);
        Optional<EncryptedAttribute> mentioned = anyTable ? all.first() : all.mentionedIn(sql);
        mentioned.or(() -> all.mentionedIn(SqlToken.folded(sql))).ifPresent(attribute -> {
            throw NativeSqlRefusals.unreadable(attribute);
        });
    }

    private static List<Selected> check(List<SqlToken> statement, EncryptedTables all, SqlFragments database) {
        new NativeTexts(statement, all, database).check();
        EncryptedTables named = all.namedIn(statement);
        if (named.isEmpty()) {
            return List.of();
        }
        NativeVerbs.check(statement, named);
        return NativeStatement.check(statement, named, database);
    }
}
