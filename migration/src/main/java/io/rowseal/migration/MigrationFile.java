package io.rowseal.migration;

/**
 * A file for a migration tool.
 *
 * @param name its name, without directory
 * @param content its text, to be written as UTF-8
 */
public record MigrationFile(String name, String content) {}
