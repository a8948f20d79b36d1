package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaExpression;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

/**
 * Every method of Hibernate's criteria builder that takes an expression, with every encrypted attribute in every place: what the
 * plain twin of the attribute can have is possible, or refused in the words of this library.
 */
@OnHibernate72
class CriteriaMethodsTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Plain.class, Sealed.class};
    }

    @MappedSuperclass
    abstract static class Common {
        @Id
        Long id;

        String name;
        Integer number;
        Double ratio;
        Boolean flag;
        LocalDate someDay;
        Instant moment;
        String[] words;
    }

    @Entity(name = "PlainThing")
    static class Plain extends Common {
        String text;
        String email;
        Integer score;
        Long ticket;
        BigDecimal balance;
        LocalDate birth;
        LocalTime clock;
        Instant seen;
        Boolean insured;
        byte[] photo;
        String[] tags;
    }

    @Entity(name = "SealedThing")
    static class Sealed extends Common {
        @Encrypted
        String text;

        @Encrypted
        @BlindIndex
        String email;

        @Encrypted
        Integer score;

        @Encrypted
        @BlindIndex
        Long ticket;

        @Encrypted
        BigDecimal balance;

        @Encrypted
        LocalDate birth;

        @Encrypted
        LocalTime clock;

        @Encrypted
        Instant seen;

        @Encrypted
        Boolean insured;

        @Encrypted
        byte[] photo;

        @Encrypted
        String[] tags;
    }

    private static final List<String> ATTRIBUTES = Arrays.stream(Sealed.class.getDeclaredFields())
            .filter(field -> field.isAnnotationPresent(Encrypted.class))
            .map(java.lang.reflect.Field::getName)
            .toList();

    /** What is possible with attributes that have no index. */
    private static final Set<String> POSSIBLE =
            Set.of("count", "isNull", "isNotNull", "tuple", "array", "construct", "alias");

    /** And with those that have one. */
    private static final Set<String> COMPARISONS = Set.of(
            "equal", "notEqual", "in", "countDistinct", "distinctFrom", "notDistinctFrom", "equalTo", "notEqualTo");

    /** Hibernate has made a statement of it. */
    private static final class Sent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        static String as(String sql) {
            throw new Sent();
        }
    }

    private enum Outcome {
        DONE,
        REFUSED,
        IMPOSSIBLE
    }

    @Test
    void f19b_everyMethodOfTheBuilderIsPossibleOrRefused() {
        Map<String, Set<String>> faults = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (Method method : methods(HibernateCriteriaBuilder.class)) {
            for (int place = 0; place < method.getParameterCount(); place++) {
                if (takesExpression(method, place)) {
                    for (String attribute : ATTRIBUTES) {
                        look(method, place, attribute, faults, refused);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(refused)
                .hasSizeGreaterThan(80)
                .contains(
                        "avg", "sum", "sumAsLong", "max", "min", "greatest", "least", "abs", "neg", "ceiling", "floor")
                .contains("round", "exp", "ln", "power", "sqrt", "sign", "sum", "prod", "diff", "quot", "mod", "lower")
                .contains(
                        "upper", "length", "locate", "concat", "substring", "trim", "like", "notLike", "ilike", "left")
                .contains(
                        "replace", "coalesce", "nullif", "function", "between", "greaterThan", "lt", "year", "extract")
                .contains("cast", "asc", "desc", "isTrue");
        if (database != TestDatabase.MARIADB) {
            assertThat(refused).contains("arrayContains", "arrayLength", "arrayToString");
        }
    }

    @Test
    void f19b_everyMethodOfAnExpressionIsPossibleOrRefused() {
        Map<String, Set<String>> faults = new TreeMap<>();
        Set<String> refused = new TreeSet<>();
        for (Method method : methods(JpaExpression.class)) {
            for (String attribute : ATTRIBUTES) {
                look(method, -1, attribute, faults, refused);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(refused).contains("cast", "as", "in", "equalTo", "notEqualTo");
    }

    private void look(
            Method method, int place, String attribute, Map<String, Set<String>> faults, Set<String> refused) {
        String[] message = {""};
        if (attempt(method, place, attribute, Plain.class, message) == Outcome.IMPOSSIBLE) {
            return;
        }
        Outcome outcome = attempt(method, place, attribute, Sealed.class, message);
        boolean possible = POSSIBLE.contains(method.getName())
                || isInNothing(method)
                || (COMPARISONS.contains(method.getName())
                        && Set.of("email", "ticket").contains(attribute));
        if (outcome == Outcome.REFUSED) {
            refused.add(method.getName());
            if (!message[0].contains("Sealed." + attribute + "' is encrypted and")) {
                faults.computeIfAbsent(message[0], any -> new TreeSet<>()).add(name(method, place) + " " + attribute);
            }
        } else if (outcome == Outcome.IMPOSSIBLE || !possible) {
            faults.computeIfAbsent(outcome + " " + message[0], any -> new TreeSet<>())
                    .add(name(method, place) + " " + attribute);
        }
    }

    /** The arguments are then an empty list, in which nothing is, whatever the attribute. */
    private static boolean isInNothing(Method method) {
        List<Class<?>> types = List.of(method.getParameterTypes());
        return method.getName().equals("in")
                && (types.contains(Expression[].class) || types.equals(List.of(Expression.class)));
    }

    /** Impossible is what Hibernate refuses; what it would send is not sent. */
    private Outcome attempt(
            Method method, int place, String attribute, Class<? extends Common> type, String[] message) {
        try (Session session = db.factory
                .withOptions()
                .statementInspector((StatementInspector) Sent::as)
                .openSession()) {
            HibernateCriteriaBuilder cb = (HibernateCriteriaBuilder) session.getCriteriaBuilder();
            CriteriaQuery<Object> query = cb.createQuery(Object.class);
            Root<? extends Common> root = query.from(type);
            Object[] arguments = new Object[method.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = i == place
                        ? asParameter(root.get(attribute), method.getParameterTypes()[i])
                        : CriteriaArguments.of(cb, root, method, i, attribute);
            }
            Object result = method.invoke(place < 0 ? root.get(attribute) : cb, arguments);
            if (result instanceof Predicate predicate) {
                query.select(root.get("id")).where(predicate);
            } else if (result instanceof Order order) {
                query.select(root.get("id")).orderBy(order);
            } else if (result instanceof Selection<?> selection) {
                query.select(selection.getClass().cast(selection));
            } else {
                return Outcome.IMPOSSIBLE;
            }
            session.createSelectionQuery(query).list();
            return Outcome.DONE;
        } catch (InvocationTargetException e) {
            return outcome(e.getCause(), message);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return outcome(e, message);
        }
    }

    private static Outcome outcome(Throwable failure, String[] message) {
        message[0] = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (failure instanceof Sent) {
            return Outcome.DONE;
        }
        return failure instanceof UnsupportedEncryptedQueryException ? Outcome.REFUSED : Outcome.IMPOSSIBLE;
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    private static boolean takesExpression(Method method, int place) {
        Class<?> type = method.getParameterTypes()[place];
        Class<?> item = type.isArray() ? type.getComponentType() : type;
        if (Collection.class.isAssignableFrom(type)) {
            return method.getGenericParameterTypes()[place].getTypeName().contains("Expression");
        }
        return item.isAssignableFrom(JpaExpression.class) && Selection.class.isAssignableFrom(item);
    }

    private static Object asParameter(Expression<?> expression, Class<?> type) {
        if (type.isArray()) {
            Object[] array = (Object[]) java.lang.reflect.Array.newInstance(type.getComponentType(), 1);
            array[0] = expression;
            return array;
        }
        return Collection.class.isAssignableFrom(type) ? List.of(expression) : expression;
    }

    private static String name(Method method, int place) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList()
                + place;
    }
}
