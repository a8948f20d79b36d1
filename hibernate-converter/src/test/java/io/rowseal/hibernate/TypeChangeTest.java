package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.TypedValues.OfAmount;
import io.rowseal.hibernate.TypedValues.OfBytes;
import io.rowseal.hibernate.TypedValues.OfDate;
import io.rowseal.hibernate.TypedValues.OfDouble;
import io.rowseal.hibernate.TypedValues.OfDuration;
import io.rowseal.hibernate.TypedValues.OfFlatPoint;
import io.rowseal.hibernate.TypedValues.OfFloat;
import io.rowseal.hibernate.TypedValues.OfFloats;
import io.rowseal.hibernate.TypedValues.OfGrownPoint;
import io.rowseal.hibernate.TypedValues.OfInstant;
import io.rowseal.hibernate.TypedValues.OfInt;
import io.rowseal.hibernate.TypedValues.OfInteger;
import io.rowseal.hibernate.TypedValues.OfIntegers;
import io.rowseal.hibernate.TypedValues.OfInts;
import io.rowseal.hibernate.TypedValues.OfLaterMood;
import io.rowseal.hibernate.TypedValues.OfLocalDate;
import io.rowseal.hibernate.TypedValues.OfLocalTime;
import io.rowseal.hibernate.TypedValues.OfLong;
import io.rowseal.hibernate.TypedValues.OfMood;
import io.rowseal.hibernate.TypedValues.OfMovedPoint;
import io.rowseal.hibernate.TypedValues.OfPoint;
import io.rowseal.hibernate.TypedValues.OfSqlDate;
import io.rowseal.hibernate.TypedValues.OfString;
import io.rowseal.hibernate.TypedValues.OfStrings;
import io.rowseal.hibernate.TypedValues.OfTimestamp;
import io.rowseal.hibernate.TypedValues.OfWholeAmount;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.ValueEncodingException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A stored value is never read as another type; the start says so, and names both. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.rowseal.hibernate.TestDatabase#tested")
class TypeChangeTest {

    /** Stored, mapped, and how both are named. */
    private record Change(Class<?> stored, Class<?> mapped, String storedName, String mappedName) {}

    private static final List<Change> CHANGES = List.of(
            new Change(OfInteger.class, OfFloat.class, "i32 (Integer)", "f32 (Float)"),
            new Change(OfLong.class, OfDouble.class, "i64 (Long)", "f64 (Double)"),
            new Change(OfInteger.class, OfLong.class, "i32 (Integer)", "i64 (Long)"),
            new Change(OfLocalDate.class, OfDate.class, "date (Date or LocalDate)", "epoch-millis (Date)"),
            new Change(OfLocalDate.class, OfLocalTime.class, "date (Date or LocalDate)", "time (LocalTime)"),
            new Change(OfInstant.class, OfDuration.class, "instant (Instant or Timestamp)", "duration (Duration)"),
            new Change(OfIntegers.class, OfFloats.class, "array(i32) (array of Integer)", "array(f32) (Float[])"),
            new Change(OfIntegers.class, OfInts.class, "array(i32) (array of Integer)", "i32[] (int[])"),
            new Change(OfBytes.class, OfString.class, "bytes", "utf8 (String)"),
            new Change(OfString.class, OfBytes.class, "utf8", "bytes (byte[])"),
            new Change(OfMood.class, OfString.class, "enum (enum)", "utf8 (String)"),
            new Change(OfString.class, OfMood.class, "utf8", "enum (Mood)"),
            new Change(OfStrings.class, OfString.class, "json (JSON)", "utf8 (String)"));

    @Parameter
    TestDatabase database;

    private KeyRing ring;
    private String url;

    @BeforeEach
    void newDatabase() {
        ring = TestKeyRing.create();
        url = database.newDatabase();
    }

    @AfterEach
    void close() {
        ring.close();
    }

    @Test
    void f02a_refusesAnotherTypeAtStartAndOnRead() throws ReflectiveOperationException {
        for (Change change : CHANGES) {
            store(change.stored());
            assertThatThrownBy(() -> start(change.mapped(), Map.of()))
                    .as(change.toString())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            change.mapped().getSimpleName()
                                    + ".stored' in table 'typed' cannot be read: they are stored as "
                                    + change.storedName(),
                            "but mapped as " + change.mappedName(),
                            "docs/migration.md#change-the-type-of-an-attribute");
            try (TestSessions unchecked = start(change.mapped(), Map.of(RowsealSettings.DATA_CHECK, "skip"))) {
                assertThatThrownBy(() -> unchecked.run(session -> session.find(change.mapped(), 0L)))
                        .as(change.toString())
                        .isInstanceOf(UnreadableAttributeException.class)
                        .hasMessageContaining("its type or name was changed");
            }
        }
    }

    @Test
    void f02b_refusesTypesThatBulkUpdatesStored() throws ReflectiveOperationException {
        try (TestSessions sessions = store(OfInteger.class)) {
            sessions.run(session -> session.createMutationQuery("update OfInteger set stored = 7")
                    .executeUpdate());
        }
        assertThatThrownBy(() -> start(OfFloat.class, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("they are stored as i32 (Integer), but mapped as f32 (Float)");
    }

    @Test
    void typesWithOneEncodingAndOneMeaningMayBeExchanged() throws ReflectiveOperationException {
        store(OfLocalDate.class);
        try (TestSessions sessions = start(OfSqlDate.class, Map.of())) {
            assertThat(sessions.<LocalDate>call(
                            session -> session.find(OfSqlDate.class, 0L).stored.toLocalDate()))
                    .isEqualTo(LocalDate.of(1980, 5, 6));
        }
        for (List<Class<?>> pair : List.of(
                List.<Class<?>>of(OfInteger.class, OfInt.class),
                List.<Class<?>>of(OfInstant.class, OfTimestamp.class))) {
            store(pair.get(0));
            try (TestSessions sessions = start(pair.get(1), Map.of())) {
                assertThat(sessions.<Object>call(session -> session.find(pair.get(1), 0L)))
                        .isNotNull();
            }
        }
    }

    @Test
    void f02c_refusesEnumConstantsThatAreGone() throws ReflectiveOperationException {
        store(OfMood.class);
        assertNoLongerDecodes(
                OfLaterMood.class, "the decrypted name is not a constant of", "keep constants that rows still hold");
    }

    @Test
    void f02d_refusesJsonThatTheClassDoesNotRead() throws ReflectiveOperationException {
        store(OfPoint.class);
        assertNoLongerDecodes(OfMovedPoint.class, "MovedPoint");
        assertNoLongerDecodes(OfFlatPoint.class, "FlatPoint", "@JsonIgnoreProperties(ignoreUnknown = true)");
        start(OfGrownPoint.class, Map.of()).close();
        store(OfAmount.class);
        assertNoLongerDecodes(OfWholeAmount.class, "WholeAmount");
    }

    private void assertNoLongerDecodes(Class<?> mapped, String... parts) {
        assertThatThrownBy(() -> start(mapped, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasCauseInstanceOf(ValueEncodingException.class)
                .hasMessageContaining(mapped.getSimpleName()
                        + ".stored' in table 'typed' cannot be read: 3 of 3 looked-at values are none of its type")
                .hasMessageContainingAll(parts);
        try (TestSessions unchecked = start(mapped, Map.of(RowsealSettings.DATA_CHECK, "skip"))) {
            assertThatThrownBy(() -> unchecked.run(session -> session.find(mapped, 0L)))
                    .hasStackTraceContaining(parts[0]);
        }
    }

    private TestSessions store(Class<?> entity) throws ReflectiveOperationException {
        TestSessions sessions = start(entity, Map.of("hibernate.hbm2ddl.auto", "create"));
        List<Object> rows = Stream.of(0L, 1L, 2L).map(id -> row(entity, id)).toList();
        sessions.run(session -> rows.forEach(session::persist));
        return sessions;
    }

    private static Object row(Class<?> entity, long id) {
        try {
            Object row = entity.getDeclaredConstructor().newInstance();
            entity.getDeclaredField("id").set(row, id);
            return row;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private TestSessions start(Class<?> entity, Map<String, Object> settings) {
        // Columns of another width are not what is looked at here.
        Map<String, Object> all = new HashMap<>(Map.of("hibernate.hbm2ddl.auto", "update"));
        all.putAll(settings);
        return new TestSessions(url, database.user(), ring, all, entity);
    }
}
