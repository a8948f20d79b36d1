/** The hidden row key of a row: made, bound, kept, locked, given to rows that have none. */
@NullMarked
package io.rowseal.hibernate.internal.rowkey;

import org.jspecify.annotations.NullMarked;
