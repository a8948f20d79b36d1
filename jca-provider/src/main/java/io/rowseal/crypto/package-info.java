/** The one place that asks a JCA provider for a primitive, and key bytes that are wiped. Not exported. */
@NullMarked
package io.rowseal.crypto;

import org.jspecify.annotations.NullMarked;
