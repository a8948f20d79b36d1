package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entities, enums and embeddables in the default package, as in scripts and exercises. */
@OnHibernate72
class DefaultPackageTypesTest extends DatabaseTest {

    private static final String ENTITY = "TicketWithoutPackage";

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {named(ENTITY)};
    }

    @Test
    void f14_enumsOfTheDefaultPackageAreEncrypted() throws ReflectiveOperationException {
        Object open = constant(ENTITY + "$State", "OPEN");
        Object closed = constant(ENTITY + "$State", "CLOSED");
        Object first = constant("TopLevelWithoutPackage", "FIRST");
        Object reason = newInstance(ENTITY + "$Reason");
        set(reason, "before", closed);
        set(reason, "kind", first);
        Object history = Array.newInstance(named(ENTITY + "$State"), 2);
        Array.set(history, 0, open);
        Array.set(history, 1, closed);
        Object ticket = newInstance(ENTITY);
        set(ticket, "id", 1L);
        set(ticket, "state", closed);
        set(ticket, "named", open);
        set(ticket, "history", history);
        set(ticket, "reason", reason);
        set(ticket, "later", List.of(closed, open));
        db.run(session -> session.persist(ticket));

        db.run(session -> {
            Object found = session.find(named(ENTITY), 1L);
            assertThat(found)
                    .extracting("state", "named", "history", "reason.before", "reason.kind")
                    .containsExactly(closed, open, history, closed, first);
            assertThat(later(found)).containsExactlyInAnyOrder(closed, open);
        });
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object constant(String type, String name) {
        for (Object constant : named(type).getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static Object newInstance(String type) throws ReflectiveOperationException {
        return named(type).getConstructor().newInstance();
    }

    private static void set(Object owner, String field, Object value) throws ReflectiveOperationException {
        owner.getClass().getField(field).set(owner, value);
    }

    private static List<Object> later(Object ticket) {
        try {
            return List.copyOf((List<?>) ticket.getClass().getField("later").get(ticket));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
