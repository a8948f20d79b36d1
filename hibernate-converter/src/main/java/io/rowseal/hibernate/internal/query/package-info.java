/** Checks and translates HQL and Criteria queries. */
@NullMarked
package io.rowseal.hibernate.internal.query;

import org.jspecify.annotations.NullMarked;
