package io.rowseal.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.hibernate.IndexCounters;
import io.rowseal.hibernate.PlaintextCounters;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;

/** What Hibernate factories count for each attribute, as counters with the tags entity and attribute. */
final class AttributeMetrics<C> implements MeterBinder {

    private final ObjectProvider<EntityManagerFactory> factories;
    private final Source<C> source;
    private final Shape<C> shape;

    private AttributeMetrics(ObjectProvider<EntityManagerFactory> factories, Source<C> source, Shape<C> shape) {
        this.factories = factories;
        this.source = source;
        this.shape = shape;
    }

    /** The plaintext that encrypted attributes read and write because their mode is not strict yet. */
    static MeterBinder ofPlaintext(ObjectProvider<EntityManagerFactory> factories) {
        return new AttributeMetrics<>(
                factories,
                new Source<>(
                        factory -> PlaintextCounters.of(factory).counts().stream(),
                        counts -> new Attribute(counts.entity(), counts.attribute())),
                new Shape<>(
                        "rowseal.plaintext.values",
                        "Plaintext values of encrypted attributes whose mode is not strict",
                        "operation",
                        Map.of(
                                "read", PlaintextCounters.Counts::read,
                                "write", PlaintextCounters.Counts::written)));
    }

    /** The values of indexed attributes that were read and that searches do not find. */
    static MeterBinder ofIndexes(ObjectProvider<EntityManagerFactory> factories) {
        return new AttributeMetrics<>(
                factories,
                new Source<>(
                        factory -> IndexCounters.of(factory).counts().stream(),
                        counts -> new Attribute(counts.entity(), counts.attribute())),
                new Shape<>(
                        "rowseal.index.values",
                        "Values read whose stored blind index is not the one that searches compute, or was not compared",
                        "result",
                        Map.of(
                                "disagreeing", IndexCounters.Counts::disagreeing,
                                "not-compared", IndexCounters.Counts::notCompared)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts().map(source.attribute)
                .distinct()
                .forEach(attribute -> shape.values.forEach((tag, value) -> count(registry, attribute, tag, value)));
    }

    /** A registry holds only weakly what it asks: this object, which is a bean, and none that is made here. */
    private void count(MeterRegistry registry, Attribute attribute, String tag, ToLongFunction<C> value) {
        FunctionCounter.builder(
                        shape.name,
                        this,
                        metrics -> metrics.counts()
                                .filter(counts -> source.attribute.apply(counts).equals(attribute))
                                .mapToLong(value)
                                .sum())
                .tag("entity", attribute.entity)
                .tag("attribute", attribute.path)
                .tag(shape.tag, tag)
                .description(shape.description)
                .register(registry);
    }

    /** Of all Hibernate factories: several may have the same entities, one for each tenant say. */
    private Stream<C> counts() {
        return factories.stream()
                .filter(SessionFactory.class::isInstance)
                .flatMap(factory -> source.counts.apply(factory.unwrap(SessionFactory.class)));
    }

    private record Attribute(String entity, String path) {}

    private record Source<C>(Function<SessionFactory, Stream<C>> counts, Function<C, Attribute> attribute) {}

    private record Shape<C>(String name, String description, String tag, Map<String, ToLongFunction<C>> values) {}
}
