/** What is checked of a mapping when an application starts, one class for each rule. */
@NullMarked
package io.rowseal.hibernate.internal.check;

import org.jspecify.annotations.NullMarked;
