package io.rowseal.hibernate.internal.nativesql;

import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.model.PropertyTree;
import io.rowseal.hibernate.internal.sql.SqlToken;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hibernate.boot.Metadata;

/** Which columns of which tables are encrypted, by names in lower case: databases differ in how they compare names. */
public final class EncryptedTables {

    /** By table, then by column. */
    private final Map<String, Map<String, EncryptedAttribute>> columns;

    private EncryptedTables(Map<String, Map<String, EncryptedAttribute>> columns) {
        this.columns = columns;
    }

    static EncryptedTables of(EncryptedModel model, Metadata metadata) {
        Map<String, Map<String, EncryptedAttribute>> columns = new LinkedHashMap<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            EncryptedModel.tablesOf(attribute, metadata).forEach(table -> {
                for (String name : spellings(table.getName())) {
                    Map<String, EncryptedAttribute> ofTable =
                            columns.computeIfAbsent(name, added -> new LinkedHashMap<>());
                    spellings(attribute.columnName()).forEach(column -> ofTable.put(column, attribute));
                }
            });
        }
        return new EncryptedTables(columns);
    }

    /** Those that a statement names anywhere. */
    EncryptedTables namedIn(List<SqlToken> tokens) {
        Map<String, Map<String, EncryptedAttribute>> named = new LinkedHashMap<>();
        for (SqlToken token : tokens) {
            Map<String, EncryptedAttribute> found = token.isName() ? columns.get(token.text()) : null;
            if (found != null) {
                named.put(token.text(), found);
            }
        }
        return new EncryptedTables(named);
    }

    /** The first attribute of a table whose name is in a text, wherever. */
    Optional<EncryptedAttribute> mentionedIn(String sql) {
        String text = lower(sql);
        return columns.entrySet().stream()
                .filter(table -> text.contains(table.getKey()))
                .map(table -> table.getValue().values().iterator().next())
                .findFirst();
    }

    /** Any attribute. */
    Optional<EncryptedAttribute> first() {
        return columns.values().stream()
                .flatMap(attributes -> attributes.values().stream())
                .findFirst();
    }

    /** Whether a token may be a table, a column or a key word only for a database that folds letters to ASCII. */
    boolean isNamedOtherwise(List<SqlToken> tokens) {
        return tokens.stream().filter(SqlToken::isName).map(SqlToken::text).anyMatch(name -> {
            String folded = SqlToken.folded(name);
            boolean known = has(name) || attribute(names(), name).isPresent();
            return !known
                    && !folded.equals(name)
                    && (has(folded)
                            || attribute(names(), folded).isPresent()
                            || (folded.chars().allMatch(c -> c < 128) && SqlAliases.isKeyWord(folded)));
        });
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    boolean has(String table) {
        return columns.containsKey(table);
    }

    Set<String> names() {
        return columns.keySet();
    }

    /** The attribute in a column of any of some tables. */
    Optional<EncryptedAttribute> attribute(Collection<String> among, String column) {
        return among.stream()
                .map(table -> columns.getOrDefault(table, Map.of()))
                .filter(attributes -> attributes.containsKey(column))
                .map(attributes -> Objects.requireNonNull(attributes.get(column)))
                .findFirst();
    }

    /** The attribute of a property, as it is named between braces. */
    Optional<EncryptedAttribute> property(String name) {
        return columns.values().stream()
                .flatMap(attributes -> attributes.values().stream())
                .filter(attribute ->
                        lower(PropertyTree.lastOf(attribute.propertyPath())).equals(name))
                .findFirst();
    }

    /** An attribute of each of some tables that has one. */
    List<EncryptedAttribute> firstOfEach(Collection<String> tables) {
        List<EncryptedAttribute> found = new ArrayList<>();
        for (String table : new HashSet<>(tables)) {
            Map<String, EncryptedAttribute> attributes = columns.get(table);
            if (attributes != null) {
                found.add(attributes.values().iterator().next());
            }
        }
        return found;
    }

    /** Of a column that is the attribute's under another name too. */
    EncryptedTables with(String alias, EncryptedAttribute attribute) {
        Map<String, Map<String, EncryptedAttribute>> extended = new LinkedHashMap<>(columns);
        extended.replaceAll((table, attributes) -> {
            Map<String, EncryptedAttribute> copy = new HashMap<>(attributes);
            copy.put(alias, attribute);
            return copy;
        });
        return new EncryptedTables(extended);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** A name, and what a database may take for the same. */
    private static Set<String> spellings(String name) {
        return Set.copyOf(List.of(lower(name), SqlToken.folded(name)));
    }
}
