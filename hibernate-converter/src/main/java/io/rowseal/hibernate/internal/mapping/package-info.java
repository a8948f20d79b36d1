/** Turns annotated members into encrypted attributes, and refuses those that cannot be. */
@NullMarked
package io.rowseal.hibernate.internal.mapping;

import org.jspecify.annotations.NullMarked;
