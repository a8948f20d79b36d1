/** The code of docs/migration.md; apart from the README's, whose application takes every entity of its package. */
package io.rowseal.migration;
