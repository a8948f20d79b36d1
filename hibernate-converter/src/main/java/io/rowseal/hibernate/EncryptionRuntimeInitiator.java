package io.rowseal.hibernate;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Creates the {@link EncryptionRuntime} of a service registry from its settings. */
final class EncryptionRuntimeInitiator implements StandardServiceInitiator<EncryptionRuntime> {

    @Override
    public Class<EncryptionRuntime> getServiceInitiated() {
        return EncryptionRuntime.class;
    }

    @Override
    public EncryptionRuntime initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return EncryptionRuntime.fromSettings(settings);
    }
}
