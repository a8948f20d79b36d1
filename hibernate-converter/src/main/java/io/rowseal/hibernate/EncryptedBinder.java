package io.rowseal.hibernate;

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
     * Maps an attribute.
     *
     * @throws io.rowseal.ConfigurationException if it can not be encrypted, or there is no key ring; the message says what to
     *     do
     */
    @Override
    public void bind(
            Encrypted annotation,
            MetadataBuildingContext context,
            @Nullable PersistentClass entity,
            Property property) {
        new AttributeMapping(annotation, context, entity, property).apply();
    }
}
