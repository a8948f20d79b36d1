/** Output on a terminal or into a file. */
@NullMarked
package io.rowseal.examples.clinic.show;

import org.jspecify.annotations.NullMarked;
