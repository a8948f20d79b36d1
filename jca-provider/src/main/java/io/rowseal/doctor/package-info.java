/** The doctor: a main class that says whether the provider is registered, accepted and configured as it should be. */
@NullMarked
package io.rowseal.doctor;

import org.jspecify.annotations.NullMarked;
