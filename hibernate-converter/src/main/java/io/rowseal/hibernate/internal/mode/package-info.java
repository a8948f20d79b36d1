/** Modes of attributes, and what is counted while plaintext is allowed or a blind index disagrees. */
@NullMarked
package io.rowseal.hibernate.internal.mode;

import org.jspecify.annotations.NullMarked;
