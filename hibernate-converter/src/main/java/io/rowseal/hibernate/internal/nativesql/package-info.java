/** Reads native SQL as far as it must, and refuses what would use ciphertext as plaintext. */
@NullMarked
package io.rowseal.hibernate.internal.nativesql;

import org.jspecify.annotations.NullMarked;
