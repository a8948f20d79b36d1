/** The goals of the Maven plugin. */
@NullMarked
package io.rowseal.maven;

import org.jspecify.annotations.NullMarked;
