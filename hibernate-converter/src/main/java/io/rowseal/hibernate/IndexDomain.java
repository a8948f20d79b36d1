package io.rowseal.hibernate;

/**
 * What must be equal for two indexed attributes to be comparable.
 *
 * @param name the shared domain, or table and column
 * @param epoch of the index key
 * @param text whether the index column holds text
 * @param type the domain type, whose encoding is hashed
 */
record IndexDomain(String name, int epoch, boolean text, Class<?> type) {}
