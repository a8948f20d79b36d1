package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonCodecTest {

    record Phone(String kind, String number) {}

    record Person(String name, LocalDate born, BigDecimal balance, List<Phone> phones) {}

    record PersonOfTomorrow(
            String name,
            LocalDate born,
            BigDecimal balance,
            List<Phone> phones,
            String email,
            int visits,
            boolean vip) {}

    record PersonOfYesterday(String name) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record TolerantPersonOfYesterday(String name) {}

    record Times(Instant instant, OffsetDateTime offset, ZonedDateTime zoned) {}

    static class Bean {
        private String secret;

        public String getSecret() {
            return secret;
        }

        public void setSecret(String secret) {
            this.secret = secret;
        }
    }

    static class WithoutGetters {
        private final String secret = "hidden";

        @Override
        public String toString() {
            return secret;
        }
    }

    static class WithoutSetter {
        private String other;

        WithoutSetter() {}

        WithoutSetter(String given) {
            other = given;
        }

        public String getSecret() {
            return other;
        }
    }

    static class Generic<X> {
        X parameter;
        List<X> parameters;
        List<Phone> phones;
        Map<String, List<Phone>> phonesByPerson;
        Map<String, Object> anything;
        Set<String> words;
        Object object;
    }

    private static final Person ADA = new Person(
            "Ada 😀",
            LocalDate.of(1815, 12, 10),
            new BigDecimal("1.00"),
            List.of(new Phone("home", "1"), new Phone("x", null)));

    @Test
    void bringsBackRecordsAndObjects() {
        ValueCodec<Person> codec = codec(Person.class);
        assertThat(codec.type()).isEqualTo(Person.class);
        assertThat(codec.decode(codec.encode(ADA))).isEqualTo(ADA);
        Bean bean = new Bean();
        bean.setSecret("\ud800");
        ValueCodec<Bean> beans = codec(Bean.class);
        assertThat(beans.decode(beans.encode(bean)).getSecret()).isEqualTo("\ud800");
        Times times = new Times(
                Instant.EPOCH.plusNanos(1),
                OffsetDateTime.parse("2024-01-01T00:00:00.000000001+05:30"),
                ZonedDateTime.parse("2024-01-01T00:00+01:00[Europe/Berlin]"));
        ValueCodec<Times> codecOfTimes = codec(Times.class);
        assertThat(codecOfTimes.decode(codecOfTimes.encode(times))).isEqualTo(times);
    }

    @Test
    void writesTheDocumentedText() {
        assertThat(text(codec(Person.class), ADA))
                .isEqualTo("{\"balance\":1.00,\"born\":\"1815-12-10\",\"name\":\"Ada 😀\",\"phones\":"
                        + "[{\"kind\":\"home\",\"number\":\"1\"},{\"kind\":\"x\",\"number\":null}]}");
    }

    @Test
    void honoursTypeArguments() throws Exception {
        List<Phone> phones = List.of(new Phone("a", "1"));
        ValueCodec<List<Phone>> list = codec(typeOf("phones"));
        assertThat(list.decode(list.encode(phones))).isEqualTo(phones);
        ValueCodec<Map<String, List<Phone>>> map = codec(typeOf("phonesByPerson"));
        assertThat(map.decode(map.encode(Map.of("p", phones)))).isEqualTo(Map.of("p", phones));
        ValueCodec<Map<String, Object>> anything = codec(typeOf("anything"));
        assertThat(anything.decode(anything.encode(Map.of("a", List.of(1, "x", true)))))
                .isEqualTo(Map.of("a", List.of(1, "x", true)));
    }

    @Test
    void writesEqualMapsAlikeWhateverTheirOrder() throws Exception {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("b", 1);
        one.put("a", 2);
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("a", 2);
        other.put("b", 1);
        ValueCodec<Map<String, Object>> codec = codec(typeOf("anything"));
        assertThat(codec.encode(one)).isEqualTo(codec.encode(other));
    }

    @Test
    void takesSetsWhoseOrderChanges() throws Exception {
        ValueCodec<Set<String>> codec = codec(typeOf("words"));
        Set<String> words = new LinkedHashSet<>(List.of("zulu", "alpha", "mike", "charlie", "yankee"));
        assertThat(codec.decode(codec.encode(words))).isEqualTo(words);
    }

    @Test
    void readsWhatWasWrittenBeforeFieldsWereAdded() {
        byte[] written = codec(Person.class).encode(ADA);
        assertThat(codec(PersonOfTomorrow.class).decode(written))
                .isEqualTo(new PersonOfTomorrow(ADA.name, ADA.born, ADA.balance, ADA.phones, null, 0, false));
    }

    @Test
    void refusesPropertiesThatTheClassNoLongerHasUnlessItSaysSo() {
        byte[] written = codec(Person.class).encode(ADA);
        assertThatThrownBy(() -> codec(PersonOfYesterday.class).decode(written))
                .isInstanceOf(ValueEncodingException.class)
                .hasNoCause()
                .hasMessageContaining("@JsonIgnoreProperties")
                .message()
                .doesNotContain("1815", "Ada", "balance");
        assertThat(codec(TolerantPersonOfYesterday.class).decode(written))
                .isEqualTo(new TolerantPersonOfYesterday(ADA.name));
    }

    record Numbers(int whole) {}

    record Fraction(double whole) {}

    record Texts(String whole) {}

    record Constants(java.time.DayOfWeek whole) {}

    record Flags(boolean whole) {}

    @Test
    void f02d_makesNoOtherValueOfAPropertyWhoseTypeWasChanged() {
        byte[] fraction = encoded(new Fraction(1.9));
        byte[] text = encoded(new Texts("12"));
        byte[] number = encoded(new Numbers(1));
        for (byte[] stored : new byte[][] {fraction, text}) {
            assertThatThrownBy(() -> ValueCodecs.json(Numbers.class).decode(stored))
                    .isInstanceOf(ValueEncodingException.class);
        }
        for (Class<?> changed : new Class<?>[] {Constants.class, Flags.class}) {
            assertThatThrownBy(() -> ValueCodecs.json(changed).decode(number))
                    .isInstanceOf(ValueEncodingException.class);
            assertThatThrownBy(() -> ValueCodecs.json(changed).decode(text)).isInstanceOf(ValueEncodingException.class);
        }
        assertThat(ValueCodecs.json(Fraction.class).decode(number)).isEqualTo(new Fraction(1));
    }

    @SuppressWarnings("unchecked")
    private static byte[] encoded(Object value) {
        return ((ValueCodec<Object>) ValueCodecs.json(value.getClass())).encode(value);
    }

    @Test
    void refusesValuesThatWouldLoseAPropertyOrHaveNone() {
        assertThatThrownBy(() -> codec(WithoutGetters.class).encode(new WithoutGetters()))
                .isInstanceOf(ValueEncodingException.class)
                .hasMessageContaining("give its class getters")
                .message()
                .doesNotContain("hidden");
        assertThatThrownBy(() -> codec(WithoutSetter.class).encode(new WithoutSetter("hidden")))
                .isInstanceOf(ValueEncodingException.class)
                .hasNoCause()
                .hasMessageContaining("does not survive")
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void refusesWhatIsNoJsonOfTheTypeWithoutQuotingIt() {
        for (String text :
                List.of("", "null", "{", "[]", "{} x", "{\"name\":{\"hidden\":1}}", "{\"born\":\"hidden\"}")) {
            assertThatThrownBy(() -> codec(Person.class).decode(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(ValueEncodingException.class)
                    .hasNoCause()
                    .message()
                    .contains("Person")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void refusesTypesThatDoNotSayWhatTheValuesAre() throws Exception {
        for (String field : List.of("parameter", "parameters", "object")) {
            Type type = typeOf(field);
            assertThatThrownBy(() -> ValueCodecs.json(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("declare the attribute");
        }
    }

    private static Type typeOf(String field) throws NoSuchFieldException {
        return Generic.class.getDeclaredField(field).getGenericType();
    }

    @SuppressWarnings("unchecked")
    private static <T> ValueCodec<T> codec(Type type) {
        return (ValueCodec<T>) ValueCodecs.json(type);
    }

    private static <T> ValueCodec<T> codec(Class<T> type) {
        return codec((Type) type);
    }

    private static <T> String text(ValueCodec<T> codec, T value) {
        return new String(codec.encode(value), StandardCharsets.UTF_8);
    }
}
