package io.rowseal.boot;

import io.rowseal.boot.RowsealProperties.KekStoreType;
import io.rowseal.boot.RowsealProperties.MasterKeyStoreType;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Which class a store has, before it is created: an application can then ask for, say, the {@code Pkcs12MasterKeyStore}, whose
 * methods the interface has not.
 */
abstract class StoreType<T extends Enum<T>> implements Condition {

    private final String property;
    private final Class<T> types;
    private final T inMemory;
    private final boolean wanted;

    private StoreType(String property, Class<T> types, T inMemory, boolean wanted) {
        this.property = property;
        this.types = types;
        this.inMemory = inMemory;
        this.wanted = wanted;
    }

    @Override
    public final boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean isInMemory = Binder.get(context.getEnvironment())
                .bind(property, types)
                .map(inMemory::equals)
                .orElse(false);
        return isInMemory == wanted;
    }

    static final class MasterKeysInMemory extends StoreType<MasterKeyStoreType> {
        MasterKeysInMemory() {
            super("rowseal.master-key-store.type", MasterKeyStoreType.class, MasterKeyStoreType.IN_MEMORY, true);
        }
    }

    static final class MasterKeysInFile extends StoreType<MasterKeyStoreType> {
        MasterKeysInFile() {
            super("rowseal.master-key-store.type", MasterKeyStoreType.class, MasterKeyStoreType.IN_MEMORY, false);
        }
    }

    static final class KeksInMemory extends StoreType<KekStoreType> {
        KeksInMemory() {
            super("rowseal.kek-store.type", KekStoreType.class, KekStoreType.IN_MEMORY, true);
        }
    }

    static final class KeksInTable extends StoreType<KekStoreType> {
        KeksInTable() {
            super("rowseal.kek-store.type", KekStoreType.class, KekStoreType.IN_MEMORY, false);
        }
    }
}
