package io.rowseal.hibernate;

import io.rowseal.ConfigurationException;
import io.rowseal.keys.KeyRing;
import io.rowseal.row.Column;
import io.rowseal.row.TableKeys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.Stoppable;
import org.jspecify.annotations.Nullable;

/**
 * What encrypts for one SessionFactory: its key ring, the keys of its tables, its statement slot. A Hibernate service, so that
 * two SessionFactories in one JVM share nothing. Thread safe.
 */
final class EncryptionRuntime implements Service, Stoppable {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object keyRing;
    private final String scope;
    private final transient Object sealedValues;
    private final transient ModeSettings modes;
    private final transient @Nullable Object plaintextListener;
    private final transient RowKeySlot slot = new RowKeySlot();
    private final transient BindingRefusals refusals = new BindingRefusals();
    private final transient ResultLayout.Cache resultLayouts = new ResultLayout.Cache();
    private final transient Map<String, TableKeys> tables = new ConcurrentHashMap<>();
    private transient volatile @Nullable CacheSeal cacheSeal;
    private transient volatile List<PlaintextUse> plaintextUses = List.of();

    private EncryptionRuntime(Map<String, Object> settings) {
        this.keyRing = settings.get(RowsealSettings.KEY_RING);
        this.scope = String.valueOf(settings.getOrDefault(RowsealSettings.SCOPE, KeyRing.DEFAULT_SCOPE));
        this.sealedValues = settings.getOrDefault(RowsealSettings.SEALED_VALUES, "allow");
        this.modes = new ModeSettings(settings);
        this.plaintextListener = settings.get(RowsealSettings.PLAINTEXT_LISTENER);
    }

    static EncryptionRuntime fromSettings(Map<String, Object> settings) {
        return new EncryptionRuntime(settings);
    }

    static EncryptionRuntime of(ServiceRegistry registry) {
        return registry.requireService(EncryptionRuntime.class);
    }

    /** The key ring, for an attribute that is encrypted. */
    KeyRing requireKeyRing(String attribute) {
        if (keyRing instanceof KeyRing ring) {
            return ring;
        }
        String found = keyRing == null
                ? "there is no key ring"
                : "its setting holds a " + keyRing.getClass().getName();
        throw new ConfigurationException("attribute '" + attribute + "' is @Encrypted, but " + found
                + ": put an io.rowseal.keys.KeyRing object under the setting '" + RowsealSettings.KEY_RING
                + "' (RowsealSettings.KEY_RING) of the SessionFactory or EntityManagerFactory");
    }

    String scope() {
        return scope;
    }

    /** Not read before there is an encrypted attribute, whose refusal shows the reason unwrapped. */
    boolean rejectsSealedValues() {
        return RowsealSettings.areSealedValuesRejected(sealedValues);
    }

    /** The column as it is read. */
    Column readable(Column column) {
        return rejectsSealedValues() ? column.withoutSealedValues() : column;
    }

    ModeSettings modes() {
        return modes;
    }

    /** Like the key ring not looked at before there is an attribute that needs it. */
    @Nullable
    PlaintextListener plaintextListener() {
        if (plaintextListener == null || plaintextListener instanceof PlaintextListener) {
            return (PlaintextListener) plaintextListener;
        }
        throw new ConfigurationException("setting '" + RowsealSettings.PLAINTEXT_LISTENER + "' must be a "
                + PlaintextListener.class.getName() + " object, not a "
                + plaintextListener.getClass().getName());
    }

    /** Of the attributes whose mode is not STRICT, once the SessionFactory is built. */
    List<PlaintextUse> plaintextUses() {
        return plaintextUses;
    }

    void plaintextUses(List<PlaintextUse> ofSessionFactory) {
        plaintextUses = ofSessionFactory;
    }

    RowKeySlot slot() {
        return slot;
    }

    BindingRefusals refusals() {
        return refusals;
    }

    ResultLayout.Cache resultLayouts() {
        return resultLayouts;
    }

    TableKeys table(String staticName) {
        return tables.computeIfAbsent(
                staticName.toLowerCase(Locale.ROOT), name -> TableKeys.of(requireKeyRing(name), scope, name));
    }

    CacheSeal cacheSeal() {
        CacheSeal present = cacheSeal;
        if (present == null) {
            synchronized (this) {
                present = cacheSeal;
                if (present == null) {
                    present = new CacheSeal(table(CacheSeal.TABLE));
                    cacheSeal = present;
                }
            }
        }
        return present;
    }

    /** Wipes the opened row keys. The key ring is the application's. */
    @Override
    public void stop() {
        tables.values().forEach(TableKeys::close);
    }

    @Override
    public String toString() {
        return "EncryptionRuntime[scope=" + scope + "]";
    }
}
