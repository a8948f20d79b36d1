/** Which keys are whose: the key ring, scopes of entities and tenants, seals of caches. */
@NullMarked
package io.rowseal.hibernate.internal.scope;

import org.jspecify.annotations.NullMarked;
