/** Auto-configuration of Rowseal for Spring Boot: a key ring from properties, given to Hibernate. */
@NullMarked
package io.rowseal.boot;

import org.jspecify.annotations.NullMarked;
