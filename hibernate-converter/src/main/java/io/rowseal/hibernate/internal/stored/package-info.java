/** Looks at stored values when an application starts, and says what is wrong with them. */
@NullMarked
package io.rowseal.hibernate.internal.stored;

import org.jspecify.annotations.NullMarked;
