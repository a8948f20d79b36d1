/** For tests of applications: a key ring in memory, and a search for values that a database stores in clear. */
@NullMarked
package io.rowseal.testing;

import org.jspecify.annotations.NullMarked;
