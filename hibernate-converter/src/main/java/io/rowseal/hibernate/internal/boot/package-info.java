/** Where Hibernate finds this library: registers services, runs checks in their order. */
@NullMarked
package io.rowseal.hibernate.internal.boot;

import org.jspecify.annotations.NullMarked;
