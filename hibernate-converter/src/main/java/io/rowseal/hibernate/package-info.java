/** Transparent field encryption for Hibernate. What touches Hibernate internals is in this package. */
@NullMarked
package io.rowseal.hibernate;

import org.jspecify.annotations.NullMarked;
