package io.rowseal.hibernate;

import io.rowseal.persistence.Encrypted;
import org.hibernate.MappingException;
import org.hibernate.binder.AttributeBinder;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;

/** Maps an attribute that is {@link Encrypted}. */
public final class EncryptedBinder implements AttributeBinder<Encrypted> {

    /** Creates the binder; called by Hibernate. */
    public EncryptedBinder() {}

    @Override
    public void bind(Encrypted annotation, MetadataBuildingContext context, PersistentClass entity, Property property) {
        // Until attributes are mapped, none may be stored in plain text.
        throw new MappingException(
                "attribute '" + property.getName() + "' is @Encrypted, which this build does not map yet");
    }
}
