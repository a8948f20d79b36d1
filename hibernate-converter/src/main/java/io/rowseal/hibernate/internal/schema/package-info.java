/** Compares the columns of a database with what encryption needs, and writes statements. */
@NullMarked
package io.rowseal.hibernate.internal.schema;

import org.jspecify.annotations.NullMarked;
