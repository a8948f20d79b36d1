package io.rowseal.hibernate.internal.sql;

import io.rowseal.ConfigurationException;
import java.util.List;
import java.util.Locale;
import org.hibernate.sql.Template;

/**
 * Writes the custom read expression of a column so that Hibernate makes the wanted SQL of it.
 *
 * <p>Hibernate replaces the name of a column of an entity by the qualified name wherever the text occurs in its read expression,
 * inside of other names and functions too; the expression of a column of an embeddable it takes as it is.
 */
public final class ReadExpression {

    /** Stands for the table alias. */
    public static final String ALIAS = Template.TEMPLATE + ".";

    private static final String OWN_NAME = "\u0001";
    private static final String OTHER_ALIAS = "\u0002";

    private ReadExpression() {}

    /**
     * The expression to set as custom read.
     *
     * @param wanted the SQL, with {@link #ALIAS} before each column name
     * @param columnName the quoted name of the column itself
     * @param columnOfEntity whether Hibernate will replace its name
     * @return the expression
     */
    public static String customRead(String wanted, String columnName, boolean columnOfEntity) {
        if (!columnOfEntity) {
            return wanted;
        }
        String masked = wanted.replaceAll(java.util.regex.Pattern.quote(ALIAS + columnName) + "(?![\\w$])", OWN_NAME)
                .replace(ALIAS, OTHER_ALIAS);
        // Names and functions are not case sensitive, the replacement is.
        for (String rest : List.of(masked, masked.toUpperCase(Locale.ROOT), masked.toLowerCase(Locale.ROOT))) {
            if (!rest.contains(columnName)) {
                return rest.replace(OWN_NAME, columnName).replace(OTHER_ALIAS, ALIAS);
            }
        }
        throw new ConfigurationException("Hibernate cannot read an encrypted column named " + columnName
                + ": give it another name with @Column(name = ...)");
    }
}
