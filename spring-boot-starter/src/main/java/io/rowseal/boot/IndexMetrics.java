package io.rowseal.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.hibernate.IndexCounters;
import io.rowseal.hibernate.IndexCounters.Counts;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The values of indexed attributes that were read and that searches do not find, as counters. */
final class IndexMetrics implements MeterBinder {

    static final String VALUES = "rowseal.index.values";

    private final ObjectProvider<EntityManagerFactory> factories;

    IndexMetrics(ObjectProvider<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts().forEach(attribute -> {
            count(registry, attribute, "disagreeing", Counts::disagreeing);
            count(registry, attribute, "not-compared", Counts::notCompared);
        });
    }

    /** A registry holds only weakly what it asks: this object, which is a bean, and none that is made here. */
    private void count(MeterRegistry registry, Counts attribute, String result, ToLongFunction<Counts> value) {
        FunctionCounter.builder(
                        VALUES,
                        this,
                        metrics -> metrics.counts()
                                .filter(counts -> counts.entity().equals(attribute.entity())
                                        && counts.attribute().equals(attribute.attribute()))
                                .mapToLong(value)
                                .sum())
                .tag("entity", attribute.entity())
                .tag("attribute", attribute.attribute())
                .tag("result", result)
                .description(
                        "Values read whose stored blind index is not the one that searches compute, or was not compared")
                .register(registry);
    }

    /** Of all Hibernate factories: several may have the same entities, one for each tenant say. */
    private Stream<Counts> counts() {
        return factories.stream()
                .filter(SessionFactory.class::isInstance)
                .flatMap(factory -> IndexCounters.of(factory.unwrap(SessionFactory.class)).counts().stream());
    }
}
