package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.Context;
import io.rowseal.message.Envelope;
import io.rowseal.persistence.Encrypted;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OrderColumn;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

/** Each of several embeddables of one class inside of an element of a collection is encrypted for its own columns. */
@OnHibernate72
class NestedElementsTest extends DatabaseTest {

    @Embeddable
    static class Phone {
        @Encrypted
        String line;

        @Encrypted
        URL site;

        Phone() {}

        Phone(String line) {
            this.line = line;
            this.site = url(line);
        }
    }

    @Embeddable
    static class Reach {
        @Embedded
        @AttributeOverride(name = "line", column = @Column(name = "home_line"))
        @AttributeOverride(name = "site", column = @Column(name = "home_site"))
        Phone home;

        @Embedded
        @AttributeOverride(name = "line", column = @Column(name = "work_line"))
        @AttributeOverride(name = "site", column = @Column(name = "work_site"))
        Phone work;
    }

    @Entity(name = "NestedOwner")
    static class Owner {
        @Id
        Long id;

        @ElementCollection
        @OrderColumn
        List<Reach> reached = new ArrayList<>();
    }

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Owner.class};
    }

    @Test
    void attributesOfTheSameNameKeepTheirOwnColumns() {
        store(1);

        Reach read = read(1);

        assertThat(read.home.line).isEqualTo("home");
        assertThat(read.work.line).isEqualTo("work");
        assertThat(read.home.site).hasToString(url("home").toString());
        assertThat(read.work.site).hasToString(url("work").toString());
        assertThat(opened("home_line")).asString().isEqualTo("home");
        assertThat(opened("work_line")).asString().isEqualTo("work");
    }

    @Test
    void aValueOfOneIsRefusedInTheColumnOfTheOther() {
        for (String attribute : List.of("line", "site")) {
            long id = attribute.equals("line") ? 2 : 3;
            store(id);
            db.execute("update NestedOwner_reached set work_" + attribute + " = home_" + attribute
                    + " where NestedOwner_id = " + id);

            assertThatThrownBy(() -> read(id)).as(attribute).isInstanceOf(UnreadableAttributeException.class);
        }
    }

    private void store(long id) {
        db.run(session -> {
            Reach reach = new Reach();
            reach.home = new Phone("home");
            reach.work = new Phone("work");
            Owner owner = new Owner();
            owner.id = id;
            owner.reached.add(reach);
            session.persist(owner);
        });
    }

    private Reach read(long id) {
        return db.call(session -> {
            List<Reach> reached = session.find(Owner.class, id).reached;
            Hibernate.initialize(reached);
            return reached.get(0);
        });
    }

    private static URL url(String host) {
        try {
            return URI.create("https://" + host + ".invalid/").toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] opened(String column) {
        return Envelope.of(ring)
                .open(
                        db.bytes("select " + column + " from NestedOwner_reached where NestedOwner_id = 1"),
                        Context.of("table", "nestedowner_reached", "column", column));
    }
}
