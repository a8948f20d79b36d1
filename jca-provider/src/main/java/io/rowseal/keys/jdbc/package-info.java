/** The KEK store in a database table. */
@NullMarked
package io.rowseal.keys.jdbc;

import org.jspecify.annotations.NullMarked;
