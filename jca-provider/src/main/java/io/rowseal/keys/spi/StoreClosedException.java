package io.rowseal.keys.spi;

import io.rowseal.ConfigurationException;

/**
 * A master-key store was used after it was closed. It never works again, so do not retry. Stores throw this exception from
 * every call except {@link MasterKeyStore#storeId}, {@link MasterKeyStore#describe} and {@link MasterKeyStore#close}.
 */
public final class StoreClosedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param storeId the store
     */
    public StoreClosedException(String storeId) {
        super("the master-key store '" + storeId + "' is closed");
    }

    /**
     * The exception that a key ring or a cipher throws for it.
     *
     * @return not retryable
     */
    public ConfigurationException refusal() {
        return new ConfigurationException(
                getMessage() + ", perhaps with the key ring it belonged to: open a new one for further use", this);
    }
}
