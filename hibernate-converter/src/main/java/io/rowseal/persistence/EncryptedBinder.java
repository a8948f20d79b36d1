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
     * Maps an attribute. What cannot be encrypted, and a missing key ring, stop the start of the SessionFactory with a
     * {@link io.rowseal.ConfigurationException} that says what to do.
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

    /** Does the work: maps attributes. A service, because annotations stand below whatever reads them. Not for application use. */
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
