package io.rowseal.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.ValueEncodingException;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code @Column} declares of a value's size, and converters for a whole type, beside a plain twin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnHibernate72
class DeclaredSizeTest {

    @Entity(name = "PlainPrice")
    static class PlainPrice {
        @Id
        Long id;

        @Column(precision = 10, scale = 2)
        BigDecimal amount;

        @Column(precision = 5)
        BigDecimal number;

        @Column(length = 5)
        String code;

        @Column(length = 4)
        byte[] data;
    }

    @Entity(name = "Price")
    static class Price {
        @Id
        Long id;

        @Encrypted
        @Column(precision = 10, scale = 2)
        BigDecimal amount;

        @Encrypted
        @Column(precision = 5)
        BigDecimal number;

        @Encrypted
        @Column(length = 5)
        String code;

        @Encrypted
        @Column(length = 4)
        byte[] data;
    }

    @Entity(name = "Measure")
    static class Measure {
        @Id
        Long id;

        @Encrypted
        @Column(precision = 5)
        Double measured;
    }

    @Entity(name = "Weight")
    static class Weight {
        @Id
        Long id;

        @Encrypted
        @Column(scale = 3)
        BigDecimal weight;
    }

    @Converter(autoApply = true)
    static class LowerCase implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String value) {
            return value == null ? null : value.toLowerCase(Locale.ROOT);
        }

        @Override
        public String convertToEntityAttribute(String stored) {
            return stored;
        }
    }

    @Entity(name = "Converted")
    static class Converted {
        @Id
        Long id;

        @Encrypted
        String name;
    }

    @Entity(name = "NotConverted")
    static class NotConverted {
        @Id
        Long id;

        @Encrypted
        @Convert(disableConversion = true)
        String name;
    }

    private final KeyRing ring = TestKeyRing.create();
    private Map<TestDatabase, TestSessions> databases;

    @BeforeAll
    void open() {
        databases = TestDatabase.tested().stream()
                .collect(Collectors.toMap(
                        database -> database,
                        database -> new TestSessions(database, ring, Price.class, PlainPrice.class)));
    }

    @AfterAll
    void close() {
        databases.values().forEach(TestSessions::close);
        ring.close();
    }

    static List<TestDatabase> databases() {
        return TestDatabase.tested();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f31_decimalsAreRoundedOrRefusedAsInAPlainColumn(TestDatabase database) {
        TestSessions sessions = databases.get(database);
        long id = 0;
        for (String text : List.of(
                "1.005",
                "-1.005",
                "1.004999",
                "0",
                "1",
                "1E2",
                "99999999.99",
                "99999999.994",
                "99999999.995",
                "1E9",
                "1E-40",
                "-0.001")) {
            BigDecimal value = new BigDecimal(text);
            Price price = new Price();
            PlainPrice plain = new PlainPrice();
            price.id = plain.id = ++id;
            price.amount = plain.amount = value;
            assertSame(sessions, price, plain, text);
        }
        for (String text : List.of("1.0005", "12345", "12345.5", "99999", "99999.5", "123456")) {
            Price price = new Price();
            PlainPrice plain = new PlainPrice();
            price.id = plain.id = ++id;
            price.number = plain.number = new BigDecimal(text);
            assertSame(sessions, price, plain, text);
        }
        Price huge = new Price();
        huge.id = ++id;
        huge.amount = new BigDecimal("1E+1000000");
        assertThatThrownBy(() -> sessions.run(session -> session.persist(huge)))
                .isInstanceOf(ValueEncodingException.class);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void f31_textAndBytesThatAreTooLongAreRefusedAsInAPlainColumn(TestDatabase database) {
        TestSessions sessions = databases.get(database);
        long id = 1000;
        for (String text : List.of("", "abcde", "äöü鍵é", "abcdef", "12345 ")) {
            Price price = new Price();
            PlainPrice plain = new PlainPrice();
            price.id = plain.id = ++id;
            price.code = plain.code = text;
            if (text.endsWith(" ")) {
                // Some databases cut trailing blanks off instead; no value is changed here.
                assertThatThrownBy(() -> sessions.run(session -> session.persist(price)))
                        .isInstanceOf(ValueEncodingException.class);
                continue;
            }
            assertSame(sessions, price, plain, text);
        }
        for (int length : new int[] {0, 4, 5}) {
            Price price = new Price();
            PlainPrice plain = new PlainPrice();
            price.id = plain.id = ++id;
            price.data = plain.data = new byte[length];
            if (database == TestDatabase.POSTGRESQL && length == 5) {
                // bytea has no length there; the declaration is enforced all the same.
                assertThatThrownBy(() -> sessions.run(session -> session.persist(price)))
                        .isInstanceOf(ValueEncodingException.class);
                continue;
            }
            assertSame(sessions, price, plain, length + " bytes");
        }
    }

    @Test
    void f31_theRefusalNamesAttributeAndDeclarationAndNotTheValue() {
        Price price = new Price();
        price.id = 5000L;
        price.code = "SECRET";
        assertThatThrownBy(() -> databases.get(TestDatabase.tested().get(0)).run(session -> session.persist(price)))
                .isInstanceOf(ValueEncodingException.class)
                .hasMessageContaining("Price.code")
                .hasMessageContaining("@Column(length = 5)")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void f31_bulkAssignmentsAreHeldToTheDeclarationToo() {
        TestSessions sessions = databases.get(TestDatabase.tested().get(0));
        Price price = new Price();
        price.id = 6000L;
        sessions.run(session -> session.persist(price));
        sessions.run(session -> session.createMutationQuery("update Price set amount = :amount where id = 6000")
                .setParameter("amount", new BigDecimal("2.345"))
                .executeUpdate());
        assertThat(sessions.call(session -> session.find(Price.class, 6000L)).amount)
                .isEqualTo("2.35");
    }

    @Test
    void f31_precisionOfAFloatingPointNumberIsRefused() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, Measure.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Measure.measured")
                .hasMessageContaining("use BigDecimal");
    }

    @Test
    void f31_aScaleWithoutAPrecisionIsRefused() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, Weight.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Weight.weight")
                .hasMessageContaining("Declare the precision too");
    }

    @Test
    void f31_aConverterForAWholeTypeIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> new TestSessions(TestDatabase.H2, ring, Converted.class, LowerCase.class).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Converted.name")
                .hasMessageContaining(LowerCase.class.getName())
                .hasMessageContaining("@Convert(disableConversion = true)");
        try (TestSessions sessions = new TestSessions(TestDatabase.H2, ring, NotConverted.class, LowerCase.class)) {
            NotConverted one = new NotConverted();
            one.id = 1L;
            one.name = "Ada";
            sessions.run(session -> session.persist(one));
            assertThat(sessions.call(session -> session.find(NotConverted.class, 1L)).name)
                    .isEqualTo("Ada");
        }
    }

    private static void assertSame(TestSessions sessions, Price price, PlainPrice plain, String what) {
        Throwable ours = catchThrowable(() -> sessions.run(session -> session.persist(price)));
        Throwable plains = catchThrowable(() -> sessions.run(session -> session.persist(plain)));
        assertThat(ours == null)
                .as(what + ": plain " + plains + ", encrypted " + ours)
                .isEqualTo(plains == null);
        if (ours == null) {
            Price found = sessions.call(session -> session.find(Price.class, price.id));
            PlainPrice twin = sessions.call(session -> session.find(PlainPrice.class, plain.id));
            assertThat(found.amount).as(what).isEqualTo(twin.amount);
            assertThat(found.number).as(what).isEqualTo(twin.number);
            assertThat(found.code).as(what).isEqualTo(twin.code);
            assertThat(found.data).as(what).isEqualTo(twin.data);
        }
    }
}
