/** Row keys, cells, sealed values of columns, and blind indexes. */
@NullMarked
package io.rowseal.row;

import org.jspecify.annotations.NullMarked;
