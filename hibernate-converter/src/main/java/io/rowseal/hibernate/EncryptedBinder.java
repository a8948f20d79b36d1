package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.Encrypted;
import org.hibernate.binder.AttributeBinder;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Maps an attribute that is {@link Encrypted}. Called by Hibernate; not for application use. */
public final class EncryptedBinder implements AttributeBinder<Encrypted> {

    /** Creates the binder; called by Hibernate. */
    public EncryptedBinder() {}

    /**
     * Maps an attribute. What cannot be encrypted, and a missing key ring, stop the start of the SessionFactory with a
     * {@link ConfigurationException} that says what to do.
     */
    @Override
    public void bind(
            Encrypted annotation,
            MetadataBuildingContext context,
            @Nullable PersistentClass entity,
            Property property) {
        try {
            new AttributeMapping(annotation, context, entity, property).apply();
        } catch (ConfigurationException e) {
            // Thrown from here Hibernate would wrap it, and the reason would be hard to find.
            EncryptionRuntime.of(context.getBootstrapContext().getServiceRegistry())
                    .refusals()
                    .add(entity, e);
        }
    }
}
