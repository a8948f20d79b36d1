package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rowseal.hibernate.GenericAttributesTest.Bag;
import io.rowseal.hibernate.GenericAttributesTest.Bags;
import io.rowseal.hibernate.GenericAttributesTest.Folder;
import io.rowseal.hibernate.GenericAttributesTest.NamedPoints;
import io.rowseal.hibernate.GenericAttributesTest.Point;
import io.rowseal.hibernate.GenericAttributesTest.Points;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** JSON of a generic type, such as a list of what the entity extends a superclass with. */
@OnHibernate72
class GenericJsonTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Points.class, NamedPoints.class, Bags.class};
    }

    @Test
    void f29c_jsonOfAGenericTypeIsOfWhatItsEntityTells() {
        db.run(session -> {
            Points points = new Points();
            points.id = 1L;
            points.contents = List.of(new Point(1, 2), new Point(3, 4));
            session.persist(points);
            NamedPoints named = new NamedPoints();
            named.id = 1L;
            named.byName = Map.of("a", new Point(5, 6));
            named.deep = List.of(Map.of("b", List.of(new Point(7, 8))));
            named.several = new Point[] {new Point(9, 10)};
            named.folder = new Folder<>(new ArrayList<>(List.of(LocalDate.EPOCH)));
            session.persist(named);
        });
        db.forgetStatements();
        db.run(session -> {
            assertThat(session.find(Points.class, 1L).contents).containsExactly(new Point(1, 2), new Point(3, 4));
            NamedPoints named = session.find(NamedPoints.class, 1L);
            assertThat(named.byName).isEqualTo(Map.of("a", new Point(5, 6)));
            assertThat(named.deep.get(0).get("b").get(0)).isEqualTo(new Point(7, 8));
            assertThat(named.several).containsExactly(new Point(9, 10));
            assertThat(named.folder.inside()).containsExactly(LocalDate.EPOCH);
        });
        assertThat(db.statements("update")).isEmpty();
    }

    @Test
    void f29c_jsonOfAGenericEmbeddableIsOfTheTypeOfEachUse() {
        db.run(session -> {
            Bags bags = new Bags();
            bags.id = 1L;
            bags.points = new Bag<>();
            bags.points.things = List.of(new Point(1, 2));
            bags.dates = new Bag<>();
            bags.dates.things = List.of(LocalDate.EPOCH);
            session.persist(bags);
        });
        db.run(session -> {
            assertThat(session.find(Bags.class, 1L).points.things).containsExactly(new Point(1, 2));
            assertThat(session.find(Bags.class, 1L).dates.things).containsExactly(LocalDate.EPOCH);
        });
    }
}
