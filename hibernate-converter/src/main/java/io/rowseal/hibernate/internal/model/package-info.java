/** What a finished mapping says: encrypted attributes, and the columns that they need. */
@NullMarked
package io.rowseal.hibernate.internal.model;

import org.jspecify.annotations.NullMarked;
