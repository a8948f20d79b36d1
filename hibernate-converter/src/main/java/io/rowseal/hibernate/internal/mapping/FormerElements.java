package io.rowseal.hibernate.internal.mapping;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether Hibernate itself keeps the former elements of a collection, for its own {@code @Audited} and {@code @Temporal},
 * which are there since 7.4.
 */
public final class FormerElements {

    private static final @Nullable MethodHandle AUXILIARY_TABLE = auxiliaryTable();

    private FormerElements() {}

    /** Whether they are kept in a table of their own, where Hibernate finds an element by its value. */
    static boolean areKept(Collection collection) {
        if (AUXILIARY_TABLE == null) {
            return false;
        }
        try {
            Table table = (Table) AUXILIARY_TABLE.invokeExact(collection);
            return table != null;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "the mapping of collection '" + collection.getRole() + "' cannot be read", e);
        }
    }

    private static @Nullable MethodHandle auxiliaryTable() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Collection.class, "getAuxiliaryTable", MethodType.methodType(Table.class));
        } catch (NoSuchMethodException e) {
            // Before Hibernate 7.4.
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
