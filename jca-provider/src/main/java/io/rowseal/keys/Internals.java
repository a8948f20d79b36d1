package io.rowseal.keys;

/**
 * Gives other packages of this module what stands behind an exported type, without naming a type that is not exported in a public
 * signature: who cannot name the type cannot ask for it.
 */
final class Internals {

    private Internals() {}

    static <T> T cast(Object owner, Class<T> type, Object part) {
        if (!type.isInstance(part)) {
            throw new IllegalArgumentException(
                    "a " + owner.getClass().getSimpleName() + " has no part of " + type.getName());
        }
        return type.cast(part);
    }
}
