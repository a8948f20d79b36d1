/**
 * The JCA provider {@code Rowseal}: translates the contract of {@code javax.crypto} to the direct API of
 * {@link io.rowseal.message}, nothing more.
 */
@NullMarked
package io.rowseal.jca;

import org.jspecify.annotations.NullMarked;
