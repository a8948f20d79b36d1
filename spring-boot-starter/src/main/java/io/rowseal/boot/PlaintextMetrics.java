package io.rowseal.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.hibernate.PlaintextCounters;
import io.rowseal.hibernate.PlaintextCounters.Counts;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The plaintext that encrypted attributes read and write because their mode is not strict yet, as counters. */
final class PlaintextMetrics implements MeterBinder {

    static final String VALUES = "rowseal.plaintext.values";

    private final ObjectProvider<EntityManagerFactory> factories;

    PlaintextMetrics(ObjectProvider<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counts().forEach(attribute -> {
            count(registry, attribute, "read", Counts::read);
            count(registry, attribute, "write", Counts::written);
        });
    }

    /** A registry holds only weakly what it asks: this object, which is a bean, and none that is made here. */
    private void count(MeterRegistry registry, Counts attribute, String operation, ToLongFunction<Counts> value) {
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
                .tag("operation", operation)
                .description("Plaintext values of encrypted attributes whose mode is not strict")
                .register(registry);
    }

    /** Of all Hibernate factories: several may have the same entities, one for each tenant say. */
    private Stream<Counts> counts() {
        return factories.stream()
                .filter(SessionFactory.class::isInstance)
                .flatMap(factory -> PlaintextCounters.of(factory.unwrap(SessionFactory.class)).counts().stream());
    }
}
