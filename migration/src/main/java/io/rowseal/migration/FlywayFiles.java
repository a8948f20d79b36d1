package io.rowseal.migration;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes SQL files for Flyway; what cannot be in a transaction gets a file of its own with a configuration that says so. That
 * Flyway must also not hold a lock in a transaction of PostgreSQL is a setting of the whole, which its users have to make.
 */
final class FlywayFiles {

    private FlywayFiles() {}

    static List<MigrationFile> of(List<MigrationStep> steps, int version) {
        List<MigrationFile> files = new ArrayList<>();
        int next = version;
        StringBuilder text = new StringBuilder();
        for (MigrationStep step : steps) {
            if (step.transactional()) {
                append(text, step);
                continue;
            }
            if (!text.isEmpty()) {
                files.add(new MigrationFile(name(next++, ""), text.toString()));
                text.setLength(0);
            }
            append(text, step);
            String name = name(next++, "_" + step.name());
            files.add(new MigrationFile(name, text.toString()));
            files.add(new MigrationFile(name + ".conf", "executeInTransaction=false\n"));
            text.setLength(0);
        }
        if (!text.isEmpty()) {
            files.add(new MigrationFile(name(next, ""), text.toString()));
        }
        return files;
    }

    private static void append(StringBuilder text, MigrationStep step) {
        text.append("-- Rowseal: ").append(step.name()).append('\n');
        step.statements().forEach(statement -> text.append(statement).append(";\n"));
    }

    private static String name(int version, String what) {
        return "V" + version + "__rowseal" + what + ".sql";
    }
}
