/** SQL text: what differs between databases, tokens, names. */
@NullMarked
package io.rowseal.hibernate.internal.sql;

import org.jspecify.annotations.NullMarked;
