package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.BlindIndex;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OrderColumn;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.AnnotationException;
import org.junit.jupiter.api.Test;

/** Attributes whose type is an argument of a generic class are of the type that Hibernate finds for each entity. */
@OnHibernate72
class GenericAttributesTest extends DatabaseTest {

    @MappedSuperclass
    abstract static class Base<K, T> {
        @Id
        K id;

        @Encrypted
        T secret;

        @Encrypted
        @BlindIndex
        T found;

        String plain;
    }

    @MappedSuperclass
    abstract static class Middle<T> extends Base<Long, T> {}

    @Entity(name = "GenericText")
    static class Text extends Base<Long, String> {}

    @Entity(name = "GenericDate")
    static class Date extends Middle<LocalDate> {}

    @Entity(name = "GenericNumber")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Number extends Base<String, Long> {}

    @Entity(name = "GenericNumberSub")
    static class NumberSub extends Number {
        @Encrypted
        String more;
    }

    @MappedSuperclass
    abstract static class Letter<T> {
        @Id
        Long id;

        @Encrypted(storage = Storage.TEXT)
        T body;

        @ElementCollection
        @OrderColumn
        @Encrypted
        List<T> parts = new ArrayList<>();
    }

    @Entity(name = "GenericLetter")
    static class TextLetter extends Letter<String> {}

    @MappedSuperclass
    abstract static class Getters<T> {
        T held;

        @Encrypted
        public T getHeld() {
            return held;
        }

        public void setHeld(T held) {
            this.held = held;
        }
    }

    @Entity(name = "GenericGetters")
    static class DateGetters extends Getters<LocalDate> {
        Long id;

        @Id
        public Long getId() {
            return id;
        }

        public void setId(Long id) {
            this.id = id;
        }
    }

    @Embeddable
    static class Box<T> {
        @Encrypted
        T inside;

        Box() {}

        Box(T inside) {
            this.inside = inside;
        }
    }

    @Entity(name = "GenericBoxes")
    static class Boxes {
        @Id
        Long id;

        @Embedded
        @AttributeOverride(name = "inside", column = @Column(name = "text_inside"))
        Box<String> text;

        @Embedded
        @AttributeOverride(name = "inside", column = @Column(name = "date_inside"))
        Box<LocalDate> date;
    }

    @Entity(name = "GenericBoxList")
    static class BoxList {
        @Id
        Long id;

        @ElementCollection
        @OrderColumn
        List<Box<String>> boxes = new ArrayList<>();
    }

    @MappedSuperclass
    abstract static class Held<T> {
        @Id
        Long id;

        @Encrypted(json = true)
        T content;
    }

    record Point(int x, int y) {}

    @Entity(name = "GenericHeld")
    static class HeldPoint extends Held<Point> {}

    @Entity(name = "GenericRaw")
    @SuppressWarnings("rawtypes")
    static class Raw extends Held {}

    @MappedSuperclass
    abstract static class Lists<T> {
        @Id
        Long id;

        @Encrypted(json = true)
        List<T> contents;
    }

    @Entity(name = "GenericPoints")
    static class Points extends Lists<Point> {}

    @Entity(name = "GenericOpenLists")
    static class OpenLists<T> {
        @Id
        Long id;

        @Encrypted(json = true)
        List<T> contents;
    }

    @Entity(name = "GenericOpenPoints")
    static class OpenPoints extends OpenLists<Point> {}

    @MappedSuperclass
    abstract static class Maps<K extends Serializable, T> {
        @Id
        Long id;

        @Encrypted(json = true)
        Map<String, T> byName;

        @Encrypted(json = true)
        List<Map<String, List<T>>> deep;

        @Encrypted(json = true)
        T[] several;

        @Encrypted(json = true)
        Folder<K> folder;
    }

    record Folder<T extends Serializable>(ArrayList<T> inside) implements Serializable {}

    @MappedSuperclass
    abstract static class Named<X extends Serializable> extends Maps<X, Point> {}

    @Entity(name = "GenericNamed")
    static class NamedPoints extends Named<LocalDate> {}

    @Embeddable
    static class Bag<T> {
        @Encrypted(json = true)
        List<T> things;
    }

    @Entity(name = "GenericBags")
    static class Bags {
        @Id
        Long id;

        @Embedded
        @AttributeOverride(name = "things", column = @Column(name = "points"))
        Bag<Point> points;

        @Embedded
        @AttributeOverride(name = "things", column = @Column(name = "dates"))
        Bag<LocalDate> dates;
    }

    @Entity(name = "GenericAmount")
    static class Amount extends Base<Long, BigDecimal> {}

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {
            Text.class,
            Date.class,
            Number.class,
            NumberSub.class,
            TextLetter.class,
            DateGetters.class,
            Boxes.class,
            BoxList.class,
            HeldPoint.class
        };
    }

    @Test
    void f29b_attributesOfAGenericSuperclassAreOfTheTypeOfEachEntity() {
        store(new Text(), 1L, "one");
        store(new Date(), 1L, LocalDate.EPOCH);
        store(new Number(), "1", 7L);
        store(new NumberSub(), "2", 8L);
        db.run(session -> {
            assertThat(session.find(Text.class, 1L).secret).isEqualTo("one");
            assertThat(session.find(Date.class, 1L).secret).isEqualTo(LocalDate.EPOCH);
            assertThat(session.find(Number.class, "1").secret).isEqualTo(7L);
            assertThat(session.find(NumberSub.class, "2").secret).isEqualTo(8L);
            session.find(Date.class, 1L).secret = LocalDate.EPOCH.plusDays(1);
        });
        for (Object[] query : new Object[][] {
            {"GenericText", "one"}, {"GenericDate", LocalDate.EPOCH}, {"GenericNumber", 7L}, {"GenericNumberSub", 8L}
        }) {
            assertThat(db.<List<Object>>call(session -> session.createSelectionQuery(
                                    "select e.secret from " + query[0] + " e where e.found = :v", Object.class)
                            .setParameter("v", query[1])
                            .list()))
                    .as(query[0].toString())
                    .hasSize(1);
        }
        assertThat(db.call(session -> session.find(Date.class, 1L)).secret).isEqualTo(LocalDate.EPOCH.plusDays(1));
        assertThat(db.bytes("select secret from GenericText")).startsWith(0xF9);
        assertThat(db.bytes("select secret from GenericDate")).startsWith(0xF9);
    }

    @Test
    void f29b_genericTextAndCollectionsOfATypeArgumentAreEncrypted() {
        db.run(session -> {
            TextLetter letter = new TextLetter();
            letter.id = 1L;
            letter.body = "body";
            letter.parts.addAll(List.of("a", "b"));
            session.persist(letter);
            DateGetters getters = new DateGetters();
            getters.id = 1L;
            getters.held = LocalDate.EPOCH;
            session.persist(getters);
        });
        db.run(session -> {
            assertThat(session.find(TextLetter.class, 1L).body).isEqualTo("body");
            assertThat(session.find(TextLetter.class, 1L).parts).containsExactly("a", "b");
            assertThat(session.find(DateGetters.class, 1L).held).isEqualTo(LocalDate.EPOCH);
        });
        assertThat(db.stored("select body from GenericLetter").toString()).startsWith("rs1.");
        assertThat(db.rows("select parts from GenericLetter_parts"))
                .allSatisfy(row -> assertThat((byte[]) row[0]).startsWith(0xFE));
    }

    @Test
    void f29b_genericEmbeddablesAreOfTheTypeOfEachUse() {
        db.run(session -> {
            Boxes boxes = new Boxes();
            boxes.id = 1L;
            boxes.text = new Box<>("text");
            boxes.date = new Box<>(LocalDate.EPOCH);
            session.persist(boxes);
            BoxList list = new BoxList();
            list.id = 1L;
            list.boxes.add(new Box<>("in a list"));
            session.persist(list);
        });
        db.run(session -> {
            assertThat(session.find(Boxes.class, 1L).text.inside).isEqualTo("text");
            assertThat(session.find(Boxes.class, 1L).date.inside).isEqualTo(LocalDate.EPOCH);
            assertThat(session.find(BoxList.class, 1L).boxes.get(0).inside).isEqualTo("in a list");
        });
        assertThat(db.bytes("select text_inside from GenericBoxes")).startsWith(0xF9);
    }

    @Test
    void f29b_jsonOfATypeArgumentIsOfItsClass() {
        db.run(session -> {
            HeldPoint held = new HeldPoint();
            held.id = 1L;
            held.content = new Point(1, 2);
            session.persist(held);
        });
        db.run(session -> {
            assertThat(session.find(HeldPoint.class, 1L).content).isEqualTo(new Point(1, 2));
        });
    }

    @Test
    void f29b_aTypeThatNoEntityTellsIsRefusedWithTheWayOut() {
        // Hibernate itself refuses what nothing tells.
        assertThatThrownBy(() -> new TestSessions(database, ring, Raw.class).close())
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("Held.content'")
                .hasMessageContaining("unbound type");
        assertThatThrownBy(() -> new TestSessions(database, ring, OpenLists.class, OpenPoints.class).close())
                .isInstanceOf(AnnotationException.class)
                .hasMessageContaining("OpenLists.contents'")
                .hasMessageContaining("unbound type");
    }

    @Test
    void f29b_aTypeArgumentThatCannotBeIndexedIsRefusedAsElsewhere() {
        assertThatThrownBy(() -> new TestSessions(database, ring, Amount.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("found'")
                .hasMessageContaining("BigDecimal");
    }

    private <K, T> void store(Base<K, T> row, K id, T value) {
        row.id = id;
        row.secret = value;
        row.found = value;
        db.run(session -> session.persist(row));
    }
}
