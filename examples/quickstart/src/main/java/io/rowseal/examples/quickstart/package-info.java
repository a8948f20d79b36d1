/** The smallest application with encrypted fields. */
package io.rowseal.examples.quickstart;
