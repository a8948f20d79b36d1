package io.rowseal.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.rowseal.hibernate.PlaintextCounters;
import io.rowseal.hibernate.PlaintextCounters.Counts;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.ToLongFunction;
import org.hibernate.SessionFactory;
import org.springframework.beans.factory.ObjectProvider;

/** The plain text that encrypted attributes read and write because their mode is not strict yet, as counters. */
final class PlaintextMetrics implements MeterBinder {

    static final String VALUES = "rowseal.plaintext.values";

    private final ObjectProvider<EntityManagerFactory> factories;

    PlaintextMetrics(ObjectProvider<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        factories.stream()
                .map(factory -> PlaintextCounters.of(factory.unwrap(SessionFactory.class)))
                .forEach(counters -> counters.counts().forEach(attribute -> {
                    count(registry, counters, attribute, "read", Counts::read);
                    count(registry, counters, attribute, "write", Counts::written);
                }));
    }

    private static void count(
            MeterRegistry registry,
            PlaintextCounters counters,
            Counts attribute,
            String operation,
            ToLongFunction<Counts> value) {
        FunctionCounter.builder(
                        VALUES,
                        counters,
                        current -> current.counts().stream()
                                .filter(counts -> counts.entity().equals(attribute.entity())
                                        && counts.attribute().equals(attribute.attribute()))
                                .mapToLong(value)
                                .sum())
                .tag("entity", attribute.entity())
                .tag("attribute", attribute.attribute())
                .tag("operation", operation)
                .description("Plain text values of encrypted attributes whose mode is not strict")
                .register(registry);
    }
}
