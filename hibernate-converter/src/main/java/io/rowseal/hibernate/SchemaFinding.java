package io.rowseal.hibernate;

import java.util.List;

/**
 * Something the database lacks.
 *
 * @param what for people
 * @param statements what would help, without terminators
 */
record SchemaFinding(String what, List<String> statements) {}
