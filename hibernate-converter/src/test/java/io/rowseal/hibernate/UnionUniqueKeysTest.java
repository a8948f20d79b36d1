package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

/** Unique index columns are unique in every table that has them. */
@OnHibernate72
class UnionUniqueKeysTest extends DatabaseTest {

    @Entity(name = "Holder")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Holder {
        @Id
        Long id;

        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String email;

        @Encrypted
        @BlindIndex
        String city;
    }

    @Entity(name = "Guest")
    static class Guest extends Holder {
        @Encrypted
        @BlindIndex
        @Column(unique = true)
        String card;
    }

    @Entity(name = "LateGuest")
    static class LateGuest extends Guest {}

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Holder.class, Guest.class, LateGuest.class};
    }

    private static <H extends Holder> H with(H holder, long id, String email) {
        holder.id = id;
        holder.email = email;
        holder.city = "same";
        if (holder instanceof Guest guest) {
            guest.card = email;
        }
        return holder;
    }

    @Test
    void f10c_tablesOfSubclassesRefuseEqualValues() {
        long id = 0;
        for (Class<? extends Holder> type : List.of(Holder.class, Guest.class, LateGuest.class)) {
            long first = ++id;
            long second = ++id;
            db.run(session -> session.persist(with(created(type), first, "same@example.org")));
            assertThatThrownBy(
                            () -> db.run(session -> session.persist(with(created(type), second, "same@example.org"))))
                    .as(type.getSimpleName())
                    .isInstanceOf(ConstraintViolationException.class);
        }
        assertThatThrownBy(() -> db.run(session -> {
                    LateGuest guest = with(new LateGuest(), 99, "other@example.org");
                    guest.card = "same@example.org";
                    session.persist(guest);
                }))
                .isInstanceOf(ConstraintViolationException.class);
    }

    private static Holder created(Class<? extends Holder> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void f10c_aMissingUniqueConstraintIsFoundWithTheStatementThatAddsIt() {
        try (TestSessions own = new TestSessions(database, ring, entities())) {
            for (String table : List.of("Holder", "Guest", "LateGuest")) {
                String key = "uk_" + table + "_email_bidx";
                own.execute("alter table " + table
                        + (database == TestDatabase.MARIADB
                                ? " drop index " + key
                                : " drop constraint " + nameOfKey(own, table)));
                assertThatThrownBy(() -> start(own, "none"))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContainingAll("'email_bidx' of table '" + table + "'", "is not unique", key)
                        .hasMessageContaining(
                                "alter table " + table + " add constraint " + key + " unique (email_bidx)");
                own.execute("alter table " + table + " add constraint " + key + " unique (email_bidx)");
                start(own, "none");
            }
            start(own, "validate");
            start(own, "update");
        }
    }

    /** Hibernate gives keys of one column no name there. */
    private static String nameOfKey(TestSessions own, String table) {
        return (String) own.stored(
                "select constraint_name from information_schema.key_column_usage where" + " lower(table_name) = '"
                        + table.toLowerCase(Locale.ROOT) + "' and lower(column_name) = 'email_bidx'");
    }

    private void start(TestSessions own, String schema) {
        new TestSessions(own.url, own.user(), ring, Map.of("hibernate.hbm2ddl.auto", schema), entities()).close();
    }
}
