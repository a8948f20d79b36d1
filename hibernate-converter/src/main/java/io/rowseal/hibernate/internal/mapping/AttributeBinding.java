package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.EncryptedBinder;
import org.hibernate.boot.spi.MetadataBuildingContext;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.jspecify.annotations.Nullable;

/** Maps attributes, and keeps the reasons why some cannot be mapped. */
public final class AttributeBinding implements EncryptedBinder.Mapping {

    private static final long serialVersionUID = 1L;

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
            BindingRefusals.of(context.getBootstrapContext().getServiceRegistry())
                    .add(entity, e);
        }
    }
}
