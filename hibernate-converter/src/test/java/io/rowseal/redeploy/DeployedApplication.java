package io.rowseal.redeploy;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** What both applications have in common. Public, as all that a container makes. */
public abstract class DeployedApplication implements BiConsumer<String, Integer> {

    private final AtomicLong ids = new AtomicLong();
    private SessionFactory factory;

    @Override
    public final void accept(String step, Integer deployment) {
        switch (step) {
            case "start" -> {
                Configuration configuration = new Configuration();
                configuration.setProperty("hibernate.connection.url", "jdbc:h2:mem:application" + deployment);
                configuration.setProperty("hibernate.connection.username", "sa");
                configuration.setProperty("hibernate.connection.password", "");
                configuration.setProperty("hibernate.hbm2ddl.auto", "create");
                configure(configuration);
                factory = configuration.buildSessionFactory();
            }
            case "serve" -> serve(factory, ids.incrementAndGet());
            case "stop" -> {
                factory.close();
                close();
            }
            default -> throw new IllegalArgumentException(step);
        }
    }

    abstract void configure(Configuration configuration);

    abstract void serve(SessionFactory sessions, long id);

    void close() {}

    static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the application does not work");
        }
    }
}
