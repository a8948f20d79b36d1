package io.rowseal.hibernate.internal.boot;

import java.util.Map;
import java.util.function.Function;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.service.Service;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/**
 * A service of this library in the registry of an application's settings.
 *
 * @param <S> the service
 * @param role what it is asked for by
 * @param fromSettings creates it
 */
public record OwnService<S extends Service>(Class<S> role, Function<Map<String, Object>, ? extends S> fromSettings)
        implements StandardServiceInitiator<S> {

    @Override
    public Class<S> getServiceInitiated() {
        return role;
    }

    @Override
    public S initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return fromSettings.apply(settings);
    }
}
