package io.rowseal.hibernate.internal.query;

import io.rowseal.hibernate.UnsupportedEncryptedQueryException;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.sql.SqlFragments;
import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.sql.SqlTokens;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.hibernate.internal.type.QueryRefusals;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.query.SemanticException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encrypted attribute that Hibernate could not use as an operand. What it finds is for a message only; a query in which
 * it finds none fails with Hibernate's.
 */
public final class HqlOperands {

    /** Hibernate's words for an argument of a wrong type. */
    private static final Pattern FUNCTION = Pattern.compile("of function '(\\w+)\\(\\)'");

    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%");

    private final EncryptedModel model;

    HqlOperands(EncryptedModel model) {
        this.model = model;
    }

    /** The refusal of a query that Hibernate refused because of an encrypted attribute; null if the reason is another one. */
    @Nullable
    UnsupportedEncryptedQueryException refusal(String hql, SemanticException reason) {
        String message = String.valueOf(reason.getMessage());
        Matcher ofFunction = FUNCTION.matcher(message);
        String function = ofFunction.find() ? ofFunction.group(1).toLowerCase(Locale.ROOT) : null;
        if (function == null && !message.contains("Operand of")) {
            return null;
        }
        List<SqlToken> tokens = SqlTokens.of(hql, SqlFragments.H2).orElse(List.of());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName() && !at(tokens, i - 1).is(".")) {
                int last = i;
                while (at(tokens, last + 1).is(".") && at(tokens, last + 2).isName()) {
                    last += 2;
                }
                boolean operand = function != null
                        ? isArgument(tokens, i, function)
                        : at(tokens, i - 1).isOneOf(OPERATORS)
                                || at(tokens, last + 1).isOneOf(OPERATORS);
                Optional<EncryptedAttribute> found = operand ? attribute(tokens, i, last) : Optional.empty();
                if (found.isPresent()) {
                    return refusal(found.get(), function);
                }
            }
        }
        return null;
    }

    private static UnsupportedEncryptedQueryException refusal(EncryptedAttribute attribute, @Nullable String function) {
        return QueryRefusals.of(
                attribute,
                function == null ? "arithmetic" : "function " + function + "()",
                "the database cannot compute with ciphertext; load the values and compute in Java");
    }

    /** Whether a token is in the parentheses behind the name of a function. */
    private static boolean isArgument(List<SqlToken> tokens, int position, String function) {
        int depth = 0;
        for (int i = position - 1; i > 0; i--) {
            depth += at(tokens, i).is(")") ? 1 : 0;
            if (at(tokens, i).is("(") && depth-- == 0) {
                if (at(tokens, i - 1).is(function)) {
                    return true;
                }
                depth = 0;
            }
        }
        return false;
    }

    private Optional<EncryptedAttribute> attribute(List<SqlToken> tokens, int first, int last) {
        StringBuilder path = new StringBuilder();
        for (int i = first; i <= last; i++) {
            path.append(tokens.get(i).text());
        }
        List<EncryptedAttribute> ofPath = model.attributes().stream()
                .filter(attribute -> isPath(path.toString(), lower(attribute.propertyPath())))
                .toList();
        return ofPath.stream()
                .filter(attribute -> tokens.stream().anyMatch(token -> isEntity(token, lower(attribute.entityName()))))
                .findFirst()
                .or(() -> ofPath.stream().findFirst());
    }

    private static boolean isEntity(SqlToken token, String name) {
        return token.isName() && (name.endsWith("." + token.text()) || name.endsWith("$" + token.text()));
    }

    private static boolean isPath(String path, String attribute) {
        return path.equals(attribute) || path.endsWith("." + attribute);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static SqlToken at(List<SqlToken> tokens, int position) {
        return position >= 0 && position < tokens.size() ? tokens.get(position) : SqlToken.ABSENT;
    }
}
