/** Dialects and persisters in the place of Hibernate's own, where theirs would garble cells. */
@NullMarked
package io.rowseal.hibernate.internal.dialect;

import org.jspecify.annotations.NullMarked;
