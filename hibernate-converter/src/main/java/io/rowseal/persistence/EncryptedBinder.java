package io.rowseal.persistence;

import org.hibernate.binder.AttributeBinder;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/** Maps an attribute that is {@link Encrypted}. Called by Hibernate; not for application use. */
public final class EncryptedBinder implements AttributeBinder<Encrypted> {

    /** Creates the binder; called by Hibernate. */
    public EncryptedBinder() {}

    /**
     * Maps an attribute. If the attribute cannot be encrypted, or the key ring is missing, the SessionFactory does not start; a
     * {@link io.rowseal.ConfigurationException} says what to do.
     */
    @Override
    public void bind(
            Encrypted annotation,
            MetadataBuildingContext context,
            @Nullable PersistentClass entity,
            Property property) {
        context.getBootstrapContext()
                .getServiceRegistry()
                .requireService(Mapping.class)
                .bind(annotation, context, entity, property);
    }

    /**
     * Maps attributes. A service, because the package of annotations must not depend on the code that reads them. Not for
     * application use.
     */
    public interface Mapping extends Service {

        /**
         * Maps an attribute.
         *
         * @param annotation as it is on the attribute
         * @param context what is being mapped
         * @param entity the entity of the attribute
         * @param property the attribute
         */
        void bind(
                Encrypted annotation,
                MetadataBuildingContext context,
                @Nullable PersistentClass entity,
                Property property);
    }
}
