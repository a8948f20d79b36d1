package io.rowseal.hibernate.internal.schema;

import java.util.List;

/**
 * Something the database lacks.
 *
 * @param what for people
 * @param statements what would help, without terminators
 */
public record SchemaFinding(String what, List<String> statements) {

    /**
     * One message for all that were found.
     *
     * @param first what comes before everything else, may be empty
     */
    static String message(String first, List<SchemaFinding> findings) {
        StringBuilder text = new StringBuilder(
                first + "the database does not have the columns that encrypted attributes need. Nothing was changed");
        boolean helped =
                findings.stream().anyMatch(finding -> !finding.statements().isEmpty());
        text.append(helped ? "; apply the statements with your migration tool and start again:" : ":");
        for (SchemaFinding finding : findings) {
            text.append("\n- ").append(finding.what());
            finding.statements()
                    .forEach(
                            statement -> text.append("\n    ").append(statement).append(';'));
        }
        return text.toString();
    }
}
