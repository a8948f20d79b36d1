package io.rowseal.boot;

import io.rowseal.keys.KeyRing;

/**
 * Changes the key ring that Rowseal builds from properties, after it applied them. Rowseal calls beans of this type in their
 * order.
 */
@FunctionalInterface
public interface KeyRingBuilderCustomizer {

    /**
     * Changes the configuration.
     *
     * @param builder the builder, with stores and policy already set
     */
    void customize(KeyRing.Builder builder);
}
