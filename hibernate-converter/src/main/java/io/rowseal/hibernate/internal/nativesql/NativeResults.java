package io.rowseal.hibernate.internal.nativesql;

import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.SqlResultSetMapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.query.results.ResultBuilder;
import org.hibernate.query.results.ResultBuilderEntityValued;
import org.hibernate.query.results.internal.complete.CompleteResultBuilderCollection;

/** What result-set mappings do with columns. */
public final class NativeResults {

    private NativeResults() {}

    /** Whether a result is an entity or a collection, whose attributes are decrypted. */
    static boolean isManaged(ResultBuilder builder) {
        return builder instanceof ResultBuilderEntityValued || builder instanceof CompleteResultBuilderCollection;
    }

    /** The columns that annotated mappings take as values, in lower case, by the name of the mapping. */
    static Map<String, Set<String>> valueLabels(Metadata metadata) {
        Map<String, Set<String>> labels = new HashMap<>();
        Set<Class<?>> types = new LinkedHashSet<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            Class<?> type = entity.getClassName() == null ? null : entity.getMappedClass();
            for (; type != null; type = type.getSuperclass()) {
                types.add(type);
            }
        }
        types.forEach(type -> collect(type, labels));
        return labels;
    }

    private static void collect(Class<?> type, Map<String, Set<String>> labels) {
        for (SqlResultSetMapping mapping : type.getAnnotationsByType(SqlResultSetMapping.class)) {
            labels.put(mapping.name(), labels(mapping.columns(), mapping.classes()));
        }
    }

    private static Set<String> labels(ColumnResult[] columns, ConstructorResult[] constructors) {
        Set<String> labels = new HashSet<>();
        add(columns, labels);
        for (ConstructorResult constructor : constructors) {
            add(constructor.columns(), labels);
        }
        return labels;
    }

    private static void add(ColumnResult[] columns, Set<String> labels) {
        for (ColumnResult column : columns) {
            labels.add(column.name().toLowerCase(Locale.ROOT));
        }
    }
}
