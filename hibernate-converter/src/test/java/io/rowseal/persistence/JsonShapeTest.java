package io.rowseal.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes whose values JSON does not bring back are refused when the mapping is built, not at the first write. */
class JsonShapeTest {

    sealed interface Shape permits Circle, Square {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    sealed interface Named permits NamedCircle, NamedSquare {}

    record NamedCircle(int radius) implements Named {}

    record NamedSquare(int side) implements Named {}

    abstract static class Vehicle {
        public int wheels;
    }

    record Drawing(String title, Shape shape) {}

    record Drawings(List<Drawing> drawings) {}

    record ManyShapes(Map<String, List<Shape>> shapes) {}

    record MaybeShape(Optional<Shape> shape) {}

    record Anything(Object any) {}

    record Annotated(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) Shape shape) {}

    record Extras(Map<String, Object> extras) {}

    record Node(String name, List<Node> children) {}

    static class Generic {
        Map<String, Object> extras;
        List<Named> named;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {Shape.class, Drawing.class, Drawings.class, ManyShapes.class, MaybeShape.class, Vehicle.class})
    void f34_aTypeThatJsonDoesNotTellIsRefusedByTheMapping(Class<?> type) {
        assertThatThrownBy(() -> ValueCodecs.json(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON does not say which class")
                .hasMessageContaining("@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)");
    }

    @Test
    void f34_theRefusalNamesThePropertyAndTheType() {
        assertThatThrownBy(() -> ValueCodecs.json(Drawings.class))
                .hasMessageContaining("its property 'shape' of " + Drawing.class.getName())
                .hasMessageContaining("sealed interface " + Shape.class.getName());
    }

    @Test
    void f34_aNestedObjectIsRefusedByTheMapping() {
        assertThatThrownBy(() -> ValueCodecs.json(Anything.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its property 'any' of " + Anything.class.getName() + " is an Object");
    }

    @Test
    void f34_withTypeInformationEachClassComesBack() throws Exception {
        ValueCodec<List<Named>> codec = codec(fieldType("named"));
        List<Named> values = List.of(new NamedCircle(1), new NamedSquare(2));
        assertThat(codec.decode(codec.encode(values))).isEqualTo(values);
        ValueCodec<Annotated> annotated = codec(Annotated.class);
        Annotated circle = new Annotated(new Circle(3));
        assertThat(annotated.decode(annotated.encode(circle))).isEqualTo(circle);
    }

    @Test
    void f34_elementsOfObjectThatComeBackAsAnotherClassAreRefusedAtTheWrite() throws Exception {
        ValueCodec<Map<String, Object>> codec = codec(fieldType("extras"));
        Map<String, Object> same = Map.of("text", "x", "number", 1, "list", List.of(true));
        assertThat(codec.decode(codec.encode(same))).isEqualTo(same);
        for (Object changed : List.of(1L, LocalDate.of(2024, 2, 29), new Circle(1))) {
            assertThatThrownBy(() -> codec.encode(Map.of("key", changed)))
                    .isInstanceOf(ValueEncodingException.class)
                    .hasMessageContaining("brings back as another class");
        }
        ValueCodec<Extras> extras = codec(Extras.class);
        assertThatThrownBy(() -> extras.encode(new Extras(Map.of("key", 1L))))
                .isInstanceOf(ValueEncodingException.class);
    }

    @Test
    void f34_aClassThatHoldsItselfIsFine() {
        ValueCodec<Node> codec = codec(Node.class);
        Node tree = new Node("root", List.of(new Node("leaf", List.of())));
        assertThat(codec.decode(codec.encode(tree))).isEqualTo(tree);
    }

    @SuppressWarnings("unchecked")
    private static <T> ValueCodec<T> codec(Type type) {
        return (ValueCodec<T>) ValueCodecs.json(type);
    }

    private static Type fieldType(String name) throws NoSuchFieldException {
        return Generic.class.getDeclaredField(name).getGenericType();
    }
}
