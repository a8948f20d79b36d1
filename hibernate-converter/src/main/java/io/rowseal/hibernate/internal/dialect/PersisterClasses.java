package io.rowseal.hibernate.internal.dialect;

import java.util.Map;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.internal.PersisterClassResolverInitiator;
import org.hibernate.persister.internal.StandardPersisterClassResolver;
import org.hibernate.persister.spi.PersisterClassResolver;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Puts {@link IndexedUnionPersister} in the place of Hibernate's own, unless the application chooses persisters itself. */
public final class PersisterClasses extends PersisterClassResolverInitiator {

    @Override
    public PersisterClassResolver initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        PersisterClassResolver found = super.initiateService(settings, registry);
        if (found.getClass() != StandardPersisterClassResolver.class) {
            return found;
        }
        return new StandardPersisterClassResolver() {
            @Override
            public Class<? extends EntityPersister> unionSubclassEntityPersister() {
                return IndexedUnionPersister.class;
            }
        };
    }
}
