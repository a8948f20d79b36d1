/**
 * Envelope encryption for the JVM: the exceptions shared by all layers.
 *
 * <p>Start at {@code io.rowseal.keys.KeyRing}; seal rows with {@code io.rowseal.row}, whole messages with {@code
 * io.rowseal.message} or the JCA provider in {@code io.rowseal.jca}.
 */
@NullMarked
package io.rowseal;

import org.jspecify.annotations.NullMarked;
