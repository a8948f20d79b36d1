package io.rowseal.migration;

import java.util.List;

/**
 * Statements that are run together.
 *
 * @param name what they do
 * @param statements kept without semicolons at their ends
 * @param transactional whether they may be run in a transaction
 */
record MigrationStep(String name, List<String> statements, boolean transactional) {

    MigrationStep {
        statements = statements.stream()
                .map(statement -> statement.strip().replaceAll(";$", ""))
                .toList();
    }
}
