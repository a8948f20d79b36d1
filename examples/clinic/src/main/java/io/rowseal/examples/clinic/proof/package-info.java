/** Proofs that what is stored is encrypted, bound to its place, and survives a rotation of the master key. */
@NullMarked
package io.rowseal.examples.clinic.proof;

import org.jspecify.annotations.NullMarked;
