package io.rowseal.hibernate.internal.type;

/**
 * Which attribute it is.
 *
 * @param entityName the entity by whose mapping it was found
 * @param path its path in that entity, with dots through embeddables
 * @param owner the class that has the member
 */
public record AttributeId(String entityName, String path, Class<?> owner) {

    /** The same attribute as another entity has it. */
    AttributeId in(String otherEntity) {
        return new AttributeId(otherEntity, path, owner);
    }

    /** For messages: entity and path. */
    @Override
    public String toString() {
        return entityName + "." + path;
    }
}
