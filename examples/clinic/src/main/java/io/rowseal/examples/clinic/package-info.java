/** A clinic with encrypted patient records: imports a CSV file, shows what is stored, and proves it. */
@NullMarked
package io.rowseal.examples.clinic;

import org.jspecify.annotations.NullMarked;
