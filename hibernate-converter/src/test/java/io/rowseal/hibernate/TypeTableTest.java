package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each type with its null, empty, smallest, largest, odd and long values: what is read equals what was written, or is refused. */
class TypeTableTest extends DatabaseTest {

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {EveryType.class};
    }

    @Test
    void everyValueComesBackInEntitiesProjectionsAndAfterBulkUpdates() {
        List<TypeSamples.Sample> samples = TypeSamples.accepted();
        for (int i = 0; i < samples.size(); i++) {
            TypeSamples.Sample sample = samples.get(i);
            long id = 1 + 2L * i;
            db.run(session -> {
                session.persist(new EveryType(id, sample.attribute(), sample.value()));
                session.persist(new EveryType(id + 1));
            });
            bulkUpdate(id + 1, sample);
            for (long row = id; row <= id + 1; row++) {
                long read = row;
                Object ofEntity = db.call(session -> get(session.find(EveryType.class, read), sample.attribute()));
                Object projected = db.call(session -> session.createQuery(
                                "select e." + sample.attribute() + " from EveryType e where e.id = " + read,
                                Object.class)
                        .getSingleResult());
                assertThat(TypeSamples.comparable(ofEntity))
                        .as("%s of row %s", sample, row)
                        .isEqualTo(TypeSamples.comparable(sample.value()));
                assertThat(TypeSamples.comparable(projected))
                        .as("%s of row %s", sample, row)
                        .isEqualTo(TypeSamples.comparable(sample.value()));
            }
        }
    }

    @Test
    void nothingIsWrittenAgainThatWasOnlyRead() {
        long id = 100_000;
        for (TypeSamples.Sample sample : TypeSamples.accepted()) {
            long row = id++;
            db.run(session -> session.persist(new EveryType(row, sample.attribute(), sample.value())));
            db.forgetStatements();
            db.run(session -> session.find(EveryType.class, row));
            assertThat(db.statements("update")).as(sample.toString()).isEmpty();
        }
    }

    @Test
    void everyRefusedValueIsRefusedOnEachWay() {
        db.run(session -> session.persist(new EveryType(-1)));
        for (TypeSamples.Sample sample : TypeSamples.refused()) {
            TypeSamples.assertRefused(
                    sample,
                    () -> db.run(session -> session.persist(new EveryType(-2, sample.attribute(), sample.value()))));
            TypeSamples.assertRefused(sample, () -> bulkUpdate(-1, sample));
        }
        assertThat(db.rows("select id from every_type where id = -2")).isEmpty();
    }

    @Test
    void everyAttributeHasSamples() {
        Set<String> sampled = new HashSet<>();
        TypeSamples.accepted().forEach(sample -> sampled.add(sample.attribute()));
        Set<String> attributes = new TreeSet<>();
        for (Field field : EveryType.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                attributes.add(field.getName());
            }
        }
        attributes.remove("id");
        assertThat(sampled).containsExactlyInAnyOrderElementsOf(attributes);
    }

    @Test
    void attack17_ciphertextsOfTypesOfFixedSizeHaveOneLength() {
        long id = 200_000;
        for (String attribute : TypeSamples.OF_FIXED_SIZE) {
            long first = id;
            List<TypeSamples.Sample> samples = new ArrayList<>(TypeSamples.accepted());
            samples.removeIf(sample -> !sample.attribute().equals(attribute) || sample.value() == null);
            for (TypeSamples.Sample sample : samples) {
                long row = id++;
                db.run(session -> session.persist(new EveryType(row, attribute, sample.value())));
            }
            assertThat(samples).as(attribute).hasSizeGreaterThan(1);
            assertThat(db.rows("select distinct octet_length(" + attribute + ") from every_type where id between "
                            + first + " and " + (id - 1)))
                    .as(attribute)
                    .hasSize(1);
        }
    }

    private void bulkUpdate(long id, TypeSamples.Sample sample) {
        db.run(session -> assertThat(session.createMutationQuery(
                                "update EveryType e set e." + sample.attribute() + " = :value where e.id = " + id)
                        .setParameter("value", sample.value())
                        .executeUpdate())
                .isEqualTo(1));
    }

    static Object get(EveryType entity, String attribute) {
        try {
            return EveryType.class.getDeclaredField(attribute).get(entity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
