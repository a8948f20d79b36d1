package io.rowseal.migration;

import java.util.List;

/** Writes one SQL script for whatever runs scripts. */
final class SqlScript {

    private SqlScript() {}

    static MigrationFile of(List<MigrationStep> steps, int version) {
        StringBuilder text = new StringBuilder();
        for (MigrationStep step : steps) {
            append(text, step);
        }
        return new MigrationFile("rowseal-" + version + ".sql", text.toString());
    }

    /** With a comment, which says more where a step must not be in a transaction and its file cannot tell so otherwise. */
    private static void append(StringBuilder text, MigrationStep step) {
        text.append("-- Rowseal: ").append(step.name());
        text.append(step.transactional() ? "\n" : "; run each of these statements outside a transaction\n");
        step.statements().forEach(statement -> text.append(statement).append(";\n"));
    }
}
