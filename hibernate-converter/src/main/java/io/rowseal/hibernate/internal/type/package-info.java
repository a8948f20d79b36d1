/** The Hibernate type of an encrypted attribute: a value becomes a cell, and a cell a value. */
@NullMarked
package io.rowseal.hibernate.internal.type;

import org.jspecify.annotations.NullMarked;
