/** Master-key stores inside the process: a PKCS#12 file, and memory for tests. */
@NullMarked
package io.rowseal.keys.local;

import org.jspecify.annotations.NullMarked;
