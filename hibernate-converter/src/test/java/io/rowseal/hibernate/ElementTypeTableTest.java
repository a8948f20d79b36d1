package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The table of types for collections: each type with each of its values as elements of a list and as values of a map. */
@OnHibernate72
class ElementTypeTableTest extends DatabaseTest {

    private static final Class<?> LISTS = EveryElementType.lists();
    private static final Class<?> MAPS = EveryElementType.maps();

    private long nextId;

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {LISTS, MAPS};
    }

    @Test
    void everyListComesBackWithItsNullsAndIsNotWrittenAgain() {
        for (String attribute : EveryElementType.attributes()) {
            List<TypeSamples.Sample> samples = samples(attribute);
            List<Object> written = EveryElementType.list(samples);
            long id = persist(LISTS, attribute, written);

            db.run(session -> {
                List<?> read = (List<?>) EveryElementType.get(session.find(LISTS, id), attribute);
                assertThat(read.stream().map(TypeSamples::comparable).toList())
                        .as(attribute)
                        .isEqualTo(written.stream().map(TypeSamples::comparable).toList());
            });
            assertNothingWasWritten(attribute);
        }
    }

    @Test
    void everyMapComesBackWithoutNullsAndIsNotWrittenAgain() {
        for (String attribute : EveryElementType.attributes()) {
            Map<Integer, Object> written = EveryElementType.map(samples(attribute));
            long id = persist(MAPS, attribute, written);
            written.values().removeIf(Objects::isNull);

            db.run(session -> {
                Map<?, ?> read = (Map<?, ?>) EveryElementType.get(session.find(MAPS, id), attribute);
                assertThat(comparable(read)).as(attribute).isEqualTo(comparable(written));
            });
            assertNothingWasWritten(attribute);
        }
    }

    @Test
    void everyElementComesBackInAProjection() {
        for (String attribute : EveryElementType.attributes()) {
            List<TypeSamples.Sample> samples = samples(attribute);
            long id = persist(LISTS, attribute, EveryElementType.list(samples));

            List<Object> read = db.call(session -> session.createSelectionQuery(
                            "select v from " + EveryElementType.LISTS + " e join e." + attribute + " v where e.id = "
                                    + id + " order by index(v)",
                            Object.class)
                    .getResultList());

            assertThat(read.stream().map(TypeSamples::comparable).toList())
                    .as(attribute)
                    .isEqualTo(samples.stream()
                            .map(TypeSamples.Sample::value)
                            .filter(Objects::nonNull)
                            .map(TypeSamples::comparable)
                            .toList());
        }
    }

    @Test
    void everyRefusedValueIsRefusedInListsAndMaps() {
        for (TypeSamples.Sample sample : TypeSamples.refused()) {
            List<TypeSamples.Sample> one = List.of(sample);
            TypeSamples.assertRefused(sample, () -> persist(LISTS, sample.attribute(), EveryElementType.list(one)));
            TypeSamples.assertRefused(sample, () -> persist(MAPS, sample.attribute(), EveryElementType.map(one)));
            for (String table : List.of(EveryElementType.LISTS, EveryElementType.MAPS)) {
                assertThat(db.rows("select 1 from " + table + " where id = " + nextId))
                        .isEmpty();
            }
        }
    }

    private static List<TypeSamples.Sample> samples(String attribute) {
        List<TypeSamples.Sample> samples = TypeSamples.accepted().stream()
                .filter(sample -> sample.attribute().equals(attribute))
                .toList();
        assertThat(samples).as(attribute).hasSizeGreaterThan(2);
        return samples;
    }

    private long persist(Class<?> entity, String attribute, Object content) {
        long id = ++nextId;
        db.run(session -> session.persist(EveryElementType.newEntity(entity, id, attribute, content)));
        db.forgetStatements();
        return id;
    }

    private static Map<Object, Object> comparable(Map<?, ?> values) {
        Map<Object, Object> comparable = new LinkedHashMap<>();
        values.forEach((key, value) -> comparable.put(key, TypeSamples.comparable(value)));
        return comparable;
    }

    private void assertNothingWasWritten(String attribute) {
        for (String write : List.of("insert", "update", "delete")) {
            assertThat(db.statements(write)).as(attribute).isEmpty();
        }
    }
}
