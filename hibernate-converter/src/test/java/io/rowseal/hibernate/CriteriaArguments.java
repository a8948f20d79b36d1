package io.rowseal.hibernate;

import io.rowseal.hibernate.CriteriaMethodsTest.Common;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.LocalDateField;
import jakarta.persistence.criteria.LocalTimeField;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.TemporalField;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCastTarget;
import org.hibernate.query.criteria.JpaWindow;

/** Arguments for methods of the criteria builder that fit an attribute. */
final class CriteriaArguments {

    private static final Map<Class<?>, Object> VALUES = Map.of(
            String.class,
            "x",
            Integer.class,
            1,
            Long.class,
            1L,
            BigDecimal.class,
            BigDecimal.ONE,
            LocalDate.class,
            LocalDate.EPOCH,
            LocalTime.class,
            LocalTime.NOON,
            Instant.class,
            Instant.EPOCH,
            Boolean.class,
            true,
            byte[].class,
            new byte[] {1},
            String[].class,
            new String[] {"x"});

    private CriteriaArguments() {}

    static Object of(
            HibernateCriteriaBuilder cb, Root<? extends Common> root, Method method, int place, String attribute) {
        Class<?> type = method.getParameterTypes()[place];
        String generic = method.getGenericParameterTypes()[place].getTypeName();
        Class<?> wanted = root.get(attribute).getJavaType();
        if (type.isArray() && Expression.class.isAssignableFrom(type.getComponentType())) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (Predicate.class.isAssignableFrom(type)) {
            return cb.isNotNull(root.get("name"));
        }
        if (Order.class.isAssignableFrom(type)) {
            return cb.asc(root.get("name"));
        }
        if (type == JpaWindow.class) {
            return cb.createWindow();
        }
        if (type == JpaCastTarget.class) {
            return cb.castTarget(String.class);
        }
        if (TemporalField.class.isAssignableFrom(type)) {
            return wanted == LocalTime.class ? LocalTimeField.HOUR : LocalDateField.YEAR;
        }
        if (Expression.class.isAssignableFrom(type)) {
            return root.get(plain(generic, wanted));
        }
        if (type == Class.class) {
            return String.class;
        }
        if (type == String.class) {
            return method.getName().equals("format")
                    ? "yyyy"
                    : method.getName().startsWith("function") ? function(method) : "x";
        }
        return value(type, wanted, method);
    }

    private static String function(Method method) {
        return switch (method.getName()) {
            case "functionAggregate" -> "max";
            case "functionWithinGroup" -> "listagg";
            default -> "upper";
        };
    }

    private static String plain(String generic, Class<?> wanted) {
        if (generic.contains("Integer")) {
            return "number";
        }
        if (generic.contains("Double")) {
            return "ratio";
        }
        if (generic.contains("Number") || Number.class.isAssignableFrom(wanted)) {
            return "number";
        }
        if (generic.contains("String>") || wanted == String.class) {
            return "name";
        }
        if (generic.contains("Boolean") || wanted == Boolean.class) {
            return "flag";
        }
        if (wanted == LocalDate.class) {
            return "someDay";
        }
        return wanted.isArray() ? generic.contains("[]") ? "words" : "name" : "moment";
    }

    private static Object value(Class<?> type, Class<?> wanted, Method method) {
        Object value = VALUES.get(wanted);
        if (Collection.class.isAssignableFrom(type)) {
            return new ArrayList<>(
                    List.of(wanted.isArray() && method.getName().startsWith("collection") ? "x" : value));
        }
        if (type == Object[].class) {
            return wanted == String[].class && method.getName().startsWith("array") ? value : new Object[] {value};
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == Object.class || type == Comparable.class) {
            return wanted == String[].class && method.getName().startsWith("array") ? "x" : value;
        }
        if (type == int.class || type == Integer.class || type == Number.class) {
            return 1;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (type == char.class || type == Character.class) {
            return 'x';
        }
        if (type == Long.class || type == long.class) {
            return 1L;
        }
        return type == Duration.class ? Duration.ofDays(1) : type.isInstance(value) ? value : null;
    }
}
