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
                .map(factory -> factory.unwrap(SessionFactory.class))
                .forEach(sessions -> PlaintextCounters.of(sessions).counts().forEach(attribute -> {
                    count(registry, sessions, attribute, "read", Counts::read);
                    count(registry, sessions, attribute, "write", Counts::written);
                }));
    }

    /** A registry holds what it asks only weakly: the SessionFactory stays, an object made here would not. */
    private static void count(
            MeterRegistry registry,
            SessionFactory sessions,
            Counts attribute,
            String operation,
            ToLongFunction<Counts> value) {
        FunctionCounter.builder(
                        VALUES,
                        sessions,
                        current -> PlaintextCounters.of(current).counts().stream()
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
