package io.rowseal.boot;

import io.rowseal.keys.KeyRing;

/**
 * Changes the key ring that is built from properties, after they were applied. Beans of this type are called in their order.
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
