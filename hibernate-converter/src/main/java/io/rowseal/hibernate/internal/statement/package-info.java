/** What a thread remembers between the values of one statement and of one result. */
@NullMarked
package io.rowseal.hibernate.internal.statement;

import org.jspecify.annotations.NullMarked;
