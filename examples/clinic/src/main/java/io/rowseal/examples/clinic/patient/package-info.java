/** The patient as an entity, and its fields as data. */
@NullMarked
package io.rowseal.examples.clinic.patient;

import org.jspecify.annotations.NullMarked;
