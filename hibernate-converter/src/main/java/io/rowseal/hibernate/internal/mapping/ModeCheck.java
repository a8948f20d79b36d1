package io.rowseal.hibernate.internal.mapping;

import io.rowseal.ConfigurationException;
import io.rowseal.hibernate.RowsealSettings;
import io.rowseal.hibernate.internal.mode.AttributeMode;
import io.rowseal.hibernate.internal.mode.PlaintextUse;
import io.rowseal.hibernate.internal.model.EncryptedModel;
import io.rowseal.hibernate.internal.scope.KeyScopes;
import io.rowseal.hibernate.internal.type.EncryptedAttribute;
import io.rowseal.persistence.Encrypted;
import io.rowseal.persistence.Storage;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.PersistentClass;
import org.jboss.logging.Logger;

/** What a mode other than STRICT asks for. Each check stops the start. */
public final class ModeCheck {

    private static final Logger LOG = Logger.getLogger(ModeCheck.class);

    private ModeCheck() {}

    /** The names by which settings call an attribute: with the name of its entity in queries, or that of its class. */
    static List<String> settingNames(PersistentClass entity, String path) {
        return List.of(entity.getJpaEntityName() + "." + path, entity.getEntityName() + "." + path);
    }

    /** Refuses modes where plaintext and ciphertext cannot be told apart, and a mode that is over. */
    static void requirePossible(
            MappedPlace place, PlaintextUse use, Encrypted annotation, Class<?> type, KeyScopes keyScopes) {
        AttributeMode mode = use.mode();
        if (mode.isStrict()) {
            return;
        }
        String name = place.name();
        if (place.inCollection()) {
            throw refusal(name, mode, "elements of collections have no modes: map the elements as an entity");
        }
        if (type != String.class || annotation.json()) {
            throw refusal(
                    name,
                    mode,
                    "only a String that stays in its character column has modes. Any other attribute moves to a column of its"
                            + " own: leave the old attribute as it is, add an @Encrypted one, and let the class write both"
                            + " and read the old one until every instance writes both (docs/migration.md, other types)");
        }
        if (annotation.storage() != Storage.TEXT) {
            throw refusal(
                    name,
                    mode,
                    "plaintext is in a character column: add storage = TEXT to @Encrypted, for now and for later");
        }
        if (keyScopes.options().rejectsSealedValues()) {
            throw refusal(
                    name,
                    mode,
                    "rows that come from plaintext have no row key and take sealed values, which the setting '"
                            + RowsealSettings.SEALED_VALUES + "' rejects: set it to allow");
        }
        if (use.isOver()) {
            throw refusal(
                    name,
                    mode,
                    "that day is over. Once no plaintext is left, set the mode to STRICT; else give a later day (docs/migration.md"
                            + " says how to find plaintext)");
        }
    }

    private static ConfigurationException refusal(String name, AttributeMode mode, String reason) {
        return new ConfigurationException("attribute '" + name + "' cannot have the mode " + mode + ": " + reason);
    }

    /** Refuses settings that name no attribute, and says which attributes take plaintext. */
    public static List<PlaintextUse> start(EncryptedModel model, Metadata metadata, KeyScopes keyScopes) {
        List<String> names = new ArrayList<>();
        List<PlaintextUse> uses = new ArrayList<>();
        for (EncryptedAttribute attribute : model.attributes()) {
            names.addAll(settingNames(metadata.getEntityBinding(attribute.entityName()), attribute.propertyPath()));
            if (!attribute.mode().isStrict()) {
                uses.add(attribute.plaintext());
                LOG.warnf(
                        "attribute '%s' has the mode %s: plaintext in its column is accepted, whoever wrote it",
                        attribute.name(), attribute.mode());
            }
        }
        keyScopes.options().modes().requireKnown(names);
        return uses;
    }
}
