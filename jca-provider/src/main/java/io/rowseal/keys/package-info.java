/** Key rings: KEKs, the service interfaces of master-key stores and KEK stores, and the cache. */
@NullMarked
package io.rowseal.keys;

import org.jspecify.annotations.NullMarked;
