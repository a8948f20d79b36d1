/**
 * What entities are annotated with, how values become bytes, and attribute converters for any JPA provider. Everything here
 * loads without Hibernate on the class path.
 */
@NullMarked
package io.rowseal.persistence;

import org.jspecify.annotations.NullMarked;
