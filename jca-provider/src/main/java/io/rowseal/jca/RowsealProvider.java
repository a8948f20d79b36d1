package io.rowseal.jca;

import io.rowseal.config.ConfiguredStores;
import io.rowseal.config.ProviderConfiguration;
import io.rowseal.keys.KeyRing;
import io.rowseal.keys.KeyRingKey;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JCA provider {@code Rowseal}. It has no algorithm of any other provider, so its position among the providers does not
 * matter.
 *
 * <pre>{@code
 * RowsealProvider provider = new RowsealProvider();
 * Cipher cipher = Cipher.getInstance("Envelope", provider);
 * cipher.init(Cipher.ENCRYPT_MODE, ring.key("default"), EnvelopeParameterSpec.of("invoice", "4711"));
 * byte[] sealed = cipher.doFinal(message);
 * }</pre>
 *
 * <p>You need not register it. {@code Security.addProvider} registers it for the whole JVM, which has one provider of each
 * name. An application that shares its JVM with others, or is redeployed into it, should pass the provider to {@code
 * getInstance}.
 *
 * <p>A line {@code security.provider.N=Rowseal /path/to/rowseal.properties} in {@code java.security} configures a key ring for
 * the whole JVM; {@link #key()} gives its key. The provider reads the file and opens the ring at their first use, never before.
 * If the file cannot be used the provider stays present, and every use says what is wrong with the file.
 *
 * <p>Create it once, because a JVM verifies each instance. Thread safe. Not serializable.
 */
public final class RowsealProvider extends Provider {

    /** The provider's name. */
    public static final String NAME = "Rowseal";

    private static final String VERSION = "0.1";
    private static final long serialVersionUID = 1L;

    private final transient ProviderConfiguration configuration;

    /** Creates the provider without its own key ring; ciphers accept the keys of any key ring. Does nothing else. */
    public RowsealProvider() {
        this(ProviderConfiguration.none());
    }

    RowsealProvider(ProviderConfiguration configuration) {
        super(NAME, VERSION, "Rowseal: envelope encryption over pluggable master-key stores");
        this.configuration = configuration;
        putService(EnvelopeCipherService.ofMessages(this, configuration));
        putService(EnvelopeCipherService.ofStreams(this, configuration));
        putService(new SpiService(
                this,
                "AlgorithmParameters",
                EnvelopeParameters.ALGORITHM,
                EnvelopeParameters.class,
                EnvelopeParameters::new));
        putService(new SpiService(
                this,
                "KeyStore",
                EnvelopeKeyStoreSpi.TYPE,
                EnvelopeKeyStoreSpi.class,
                () -> new EnvelopeKeyStoreSpi(configuration)));
        putService(new SpiService(
                this,
                "KeyGenerator",
                EnvelopeDataKeyGenerator.ALGORITHM,
                EnvelopeDataKeyGenerator.class,
                () -> new EnvelopeDataKeyGenerator(configuration)));
    }

    /**
     * A provider with its own key ring. Does not change this provider, and reads nothing yet.
     *
     * @param configurationFile path of the configuration file
     * @return a new provider
     */
    @Override
    public Provider configure(String configurationFile) {
        return new RowsealProvider(ProviderConfiguration.of(configurationFile, ConfiguredStores::open));
    }

    /**
     * The configuration file this provider was given.
     *
     * @return its path as it was given, empty if the provider has no own key ring
     */
    public Optional<String> configurationFile() {
        return Optional.ofNullable(configuration.argument());
    }

    /**
     * The configured key ring, opened at the first call. It lives as long as the JVM: do not close it.
     *
     * @return the key ring
     * @throws io.rowseal.ConfigurationException if nothing is configured, or what is configured cannot be used; the message
     *     says what to correct
     * @throws io.rowseal.KeyUnavailableException if a store cannot be reached; the next call tries again
     */
    public KeyRing keyRing() {
        return configuration.keyRing();
    }

    /**
     * The configured key ring's key for the configured scope.
     *
     * @return a key for {@code Cipher.getInstance("Envelope")}
     * @throws io.rowseal.ConfigurationException as {@link #keyRing()}
     * @throws io.rowseal.KeyUnavailableException as {@link #keyRing()}
     */
    public KeyRingKey key() {
        return key(configuration.scope());
    }

    /**
     * The configured key ring's key for a scope.
     *
     * @param scope 1 to 255 UTF-8 bytes, compared bytewise
     * @return a key for {@code Cipher.getInstance("Envelope")}
     * @throws io.rowseal.ConfigurationException as {@link #keyRing()}
     * @throws io.rowseal.KeyUnavailableException as {@link #keyRing()}
     */
    public KeyRingKey key(String scope) {
        return keyRing().key(scope);
    }

    /**
     * Two providers are equal if the same file, or no file, configures both, and they have the same properties.
     *
     * @param other another object
     * @return whether they stand for the same configuration
     */
    @Override
    public synchronized boolean equals(@Nullable Object other) {
        return other instanceof RowsealProvider that
                && configurationFile().equals(that.configurationFile())
                && super.equals(other);
    }

    @Override
    public synchronized int hashCode() {
        return 31 * super.hashCode() + configurationFile().hashCode();
    }

    private Object writeReplace() throws NotSerializableException {
        throw new NotSerializableException("the provider Rowseal is not serializable: create it where it is needed");
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("the provider Rowseal is not serializable: create it where it is needed");
    }
}
