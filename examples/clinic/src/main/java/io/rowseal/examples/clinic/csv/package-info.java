/** From a CSV file to patients. */
@NullMarked
package io.rowseal.examples.clinic.csv;

import org.jspecify.annotations.NullMarked;
