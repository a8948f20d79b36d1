/** Transparent field encryption for Hibernate: settings, counters, and what applications catch. */
@NullMarked
package io.rowseal.hibernate;

import org.jspecify.annotations.NullMarked;
