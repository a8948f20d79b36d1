/** Writes the changes that encrypted attributes need in a database, for migration tools. */
@NullMarked
package io.rowseal.migration;

import org.jspecify.annotations.NullMarked;
