package io.rowseal.hibernate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hibernate.query.SemanticException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the encrypted attribute that Hibernate could not use as an operand. What it finds is for a message only; a query in which
 * it finds none fails with Hibernate's.
 */
final class HqlOperands {

    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%");

    private final EncryptedModel model;

    HqlOperands(EncryptedModel model) {
        this.model = model;
    }

    /** The refusal of a query that Hibernate refused because of an encrypted attribute; null if the reason is another one. */
    @Nullable
    UnsupportedEncryptedQueryException refusal(String hql, SemanticException reason) {
        String message = String.valueOf(reason.getMessage());
        boolean average = message.contains("avg()");
        if (!average && !message.contains("Operand of")) {
            return null;
        }
        List<SqlToken> tokens = SqlTokens.of(hql, SqlFragments.H2).orElse(List.of());
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName() && !at(tokens, i - 1).is(".")) {
                int last = i;
                while (at(tokens, last + 1).is(".") && at(tokens, last + 2).isName()) {
                    last += 2;
                }
                boolean operand = average
                        ? at(tokens, i - 1).is("(") && at(tokens, i - 2).is("avg")
                        : at(tokens, i - 1).isOneOf(OPERATORS)
                                || at(tokens, last + 1).isOneOf(OPERATORS);
                Optional<EncryptedAttribute> found = operand ? attribute(tokens, i, last) : Optional.empty();
                if (found.isPresent()) {
                    return refusal(found.get(), average);
                }
            }
        }
        return null;
    }

    private static UnsupportedEncryptedQueryException refusal(EncryptedAttribute attribute, boolean average) {
        return UnsupportedEncryptedQueryException.of(
                attribute,
                average ? "function avg()" : "arithmetic",
                "the database cannot compute with ciphertext; load the values and compute in Java");
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
