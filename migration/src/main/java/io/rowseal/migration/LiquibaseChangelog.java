package io.rowseal.migration;

import java.util.List;
import java.util.Locale;

/** Writes an XML changelog for Liquibase: a change set for each step, or for each statement where there is no transaction. */
final class LiquibaseChangelog {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
            """;

    private LiquibaseChangelog() {}

    static MigrationFile of(List<MigrationStep> steps, int version, MigrationDatabase database) {
        StringBuilder text = new StringBuilder(HEAD);
        for (MigrationStep step : steps) {
            String id =
                    "rowseal-" + version + "-" + step.name().replace(' ', '-').toLowerCase(Locale.ROOT);
            if (step.transactional()) {
                changeSet(text, id, database, step.statements(), true);
            } else {
                // A change set that fails half way could not be run again.
                for (int i = 0; i < step.statements().size(); i++) {
                    changeSet(
                            text,
                            id + "-" + (i + 1),
                            database,
                            List.of(step.statements().get(i)),
                            false);
                }
            }
        }
        text.append("</databaseChangeLog>\n");
        return new MigrationFile("rowseal-" + version + ".xml", text.toString());
    }

    private static void changeSet(
            StringBuilder text, String id, MigrationDatabase database, List<String> statements, boolean transactional) {
        text.append("  <changeSet id=\"").append(id).append("\" author=\"rowseal\" dbms=\"");
        text.append(database.liquibaseName()).append('"');
        text.append(transactional ? ">\n" : " runInTransaction=\"false\">\n");
        for (String statement : statements) {
            text.append("    <sql splitStatements=\"false\">");
            text.append(escaped(statement)).append("</sql>\n");
        }
        text.append("  </changeSet>\n");
    }

    private static String escaped(String sql) {
        return sql.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
