/** Every byte layout, parsed and written; no cryptography, no input or output. Not exported. The normative text is docs/format.md. */
@NullMarked
package io.rowseal.format;

import org.jspecify.annotations.NullMarked;
