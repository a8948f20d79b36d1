/** Messages, whole or as streams and channels: the direct API of envelope encryption. */
@NullMarked
package io.rowseal.message;

import org.jspecify.annotations.NullMarked;
